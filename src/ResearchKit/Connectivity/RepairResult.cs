using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>A merged model with repaired activations.</summary>
/// <param name="Tensors">The model, owned by the caller.</param>
/// <param name="Layers">What was done to each layer, in the order in which they run.</param>
public sealed record RepairResult(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyList<RepairedLayer> Layers);
