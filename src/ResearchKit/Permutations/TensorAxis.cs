namespace ResearchKit.Permutations;

/// <summary>One axis of one named tensor that a permutation group moves.</summary>
/// <param name="Tensor">The name of the tensor in the state dict.</param>
/// <param name="Axis">The axis, from 0.</param>
/// <param name="BlockSize">The number of neighbouring positions that move as one. Where the axis is nested, <see cref="PermutationSpec.Axes"/> shows the places of the blocks.</param>
public readonly record struct TensorAxis(string Tensor, int Axis, int BlockSize);
