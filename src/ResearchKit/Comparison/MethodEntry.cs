using ResearchKit.Matching;
using ResearchKit.Merging;

namespace ResearchKit.Comparison;

/// <summary>One line of a comparison: how units are aligned, and how the aligned models are then merged.</summary>
/// <param name="Name">The name that tables and legends show.</param>
/// <param name="Alignment">The alignment method.</param>
/// <param name="Merge">The merge method.</param>
public sealed record MethodEntry(string Name, IAlignmentMethod Alignment, IMergeMethod Merge);
