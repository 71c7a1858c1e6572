using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>A merged network with refitted layers.</summary>
/// <param name="Parameters">All tensors of the merged network, owned by the caller.</param>
/// <param name="Layers">The layers that were refitted, in the order in which they run.</param>
public sealed record LeastSquaresResult(IReadOnlyDictionary<string, Tensor> Parameters, IReadOnlyList<LayerFit> Layers);
