using ResearchKit.Merging.Methods;

namespace ResearchKit.Merging.Fitting;

/// <summary>Shares of blocks that were found on data.</summary>
/// <param name="Method">The merge method with these shares.</param>
/// <param name="Shares">The base model's share of each block; their mean is the one that was asked for unless one was cut at 1.</param>
/// <param name="Losses">The loss on the batch before each step.</param>
public sealed record HierarchicalFitResult(HierarchicalMerge Method, IReadOnlyList<double> Shares, IReadOnlyList<double> Losses);
