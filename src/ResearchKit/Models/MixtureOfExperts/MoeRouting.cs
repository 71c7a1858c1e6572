using ResearchKit.Experts;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>What one layer's router did with the tokens of one pass.</summary>
/// <remarks>The tensors belong to the pass: an observer that keeps one clones or detaches it. While training they carry a graph.</remarks>
/// <param name="Layer">The layer's name within its model.</param>
/// <param name="Input">The tokens that enter the layer, (T, d), T = batch times length.</param>
/// <param name="Logits">Router logits before softmax, (T, E).</param>
/// <param name="Probabilities">Softmax of the logits, (T, E).</param>
/// <param name="Selected">The chosen experts before any capacity, (T, k) int64.</param>
/// <param name="Gates">The factors of the chosen experts' outputs, (T, k).</param>
/// <param name="Plan">Which token went to which stored expert.</param>
/// <param name="SequenceLength">Tokens of one sequence.</param>
public sealed record MoeRouting(string Layer, Tensor Input, Tensor Logits, Tensor Probabilities, Tensor Selected, Tensor Gates, DispatchPlan Plan, int SequenceLength)
{
    /// <summary>The same as the statistics of experts take it, without the graph.</summary>
    /// <param name="valid">Which tokens count, (T) bool, or null for all.</param>
    /// <returns>The batch; its tensors share memory with these.</returns>
    public RoutingBatch ToBatch(Tensor? valid = null) => new(Layer, Input.detach(), Logits.detach(), Selected, Gates.detach(), valid);
}
