namespace ResearchKit.Permutations;

/// <summary>Which permutation group moves an axis of a tensor, and in blocks of how many positions.</summary>
/// <param name="Group">The name of the permutation group.</param>
/// <param name="BlockSize">
/// The number of neighbouring positions that move as one: 1 for a channel axis, H*W for the input of a linear layer behind a channel-major flatten.
/// </param>
public sealed record AxisPermutation(string Group, int BlockSize = 1);
