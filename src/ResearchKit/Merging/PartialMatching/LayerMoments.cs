using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>The second moments of what one layer of A and the same layer of B are given on the same inputs.</summary>
/// <param name="Weight">The name of the layer's weight.</param>
/// <param name="Matrix">J = mean of z zᵀ over rows, with z = (inputs in A, inputs in B, 1): square, float64.</param>
/// <param name="SizeA">The inputs of the layer in A: channels × kernel of a convolution.</param>
/// <param name="SizeB">The inputs of the layer in B.</param>
/// <param name="Rows">The number of rows: one for each input and output position.</param>
public sealed record LayerMoments(string Weight, Tensor Matrix, long SizeA, long SizeB, long Rows);
