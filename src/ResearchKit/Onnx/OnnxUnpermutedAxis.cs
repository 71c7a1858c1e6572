namespace ResearchKit.Onnx;

/// <summary>An axis of a weight that no permutation group moves.</summary>
/// <param name="Tensor">The weight's name.</param>
/// <param name="Axis">The axis, from 0.</param>
/// <param name="Size">Its number of positions.</param>
/// <param name="Reason">What keeps it in place.</param>
public sealed record OnnxUnpermutedAxis(string Tensor, int Axis, long Size, string Reason);
