using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>What the router of one layer did with T tokens, of which each goes to k of E experts.</summary>
/// <remarks>Axes before the last may be one (tokens) or several (batch, time): they are flattened.</remarks>
/// <param name="Layer">The name of the layer, the same in every pass; for example its prefix in the state dict.</param>
/// <param name="Inputs">The tokens as they enter router and experts (after the norm), (T, d).</param>
/// <param name="Logits">The router's scores before the softmax, (T, E).</param>
/// <param name="Selected">The router slots chosen, before the capacity limit, (T, k) int64.</param>
/// <param name="Gates">The weights with which the chosen experts' outputs are added, (T, k).</param>
/// <param name="Valid">Which tokens count, (T) bool; null if all do. Padding must not count.</param>
public sealed record RoutingBatch(string Layer, Tensor Inputs, Tensor Logits, Tensor Selected, Tensor Gates, Tensor? Valid = null);
