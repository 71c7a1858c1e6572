using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>Groups that are matched together because one stands inside the blocks of another, such as the heads of an attention layer and the units inside them.</summary>
/// <param name="Groups">The names of the groups.</param>
/// <param name="Layouts">The different axes that the groups make, each with the index of the flat group of all its positions.</param>
internal sealed record HeadBundle(IReadOnlyList<string> Groups, IReadOnlyList<(AxisPermutation Axis, int Flat)> Layouts);
