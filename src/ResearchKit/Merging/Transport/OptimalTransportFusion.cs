using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Transport;

/// <summary>Fuses two models by optimal transport of their units, group after group; the widths may differ.</summary>
/// <remarks>
/// <para>For each group, in the order of the network, the candidate's units are carried to the reference's by the plan T of least cost with uniform marginals; the cost of two
/// units is the distance of their incoming weights, the candidate's inputs carried already, or of their activations. The candidate becomes T_outᵀ W T_in and is averaged
/// with the reference. With equal widths and an exact plan, T n is a permutation: with squared distances it is weight matching in one pass by incoming weights.</para>
/// <para>Output rows are divided by the reference's marginals and inputs by the candidate's, so that a candidate whose every unit was split into two equal ones that share the
/// outgoing weight becomes the narrow model again (our choice; with equal widths both are n).</para>
/// <para>A residual stream is written by many layers: its cost takes the tensors whose inputs have been carried, at least the first. Soft plans do not preserve the function.</para>
/// <para>Reference: Singh and Jaggi, Model fusion via optimal transport, NeurIPS 2020, section 4 and algorithm 1; Imfeld et al., Transformer fusion with optimal transport, ICLR 2024.</para>
/// </remarks>
public static class OptimalTransportFusion
{
    /// <summary>Fuses by the distances of incoming weights.</summary>
    /// <param name="spec">The permutation symmetries of the reference; the candidate has the same tensors, with the same or other widths.</param>
    /// <param name="reference">The tensors of the model whose units are the targets.</param>
    /// <param name="candidate">The tensors of the model whose units are carried.</param>
    /// <param name="options">Cost, method and weights; null for the defaults.</param>
    /// <returns>The fused model with the plans.</returns>
    /// <exception cref="ArgumentException">A model does not fit the spec, the candidate differs where no group stands, or weights are not finite.</exception>
    public static TransportFusionResult Fuse(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        TransportOptions? options = null)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return Release(new TransportFusion(spec, reference, candidate, options ?? new TransportOptions()).Run(null, null));
    }

    /// <summary>Fuses by the distances of activations.</summary>
    /// <param name="spec">The permutation symmetries of the reference; the candidate has the same tensors, with the same or other widths.</param>
    /// <param name="reference">The tensors of the model whose units are the targets.</param>
    /// <param name="candidate">The tensors of the model whose units are carried.</param>
    /// <param name="referenceActivations">For each group what the reference's units give on a few hundred inputs, (N, units) or (N, channels, height, width).</param>
    /// <param name="candidateActivations">The same of the candidate on the same inputs.</param>
    /// <param name="options">Cost, method and weights; null for the defaults.</param>
    /// <returns>The fused model with the plans.</returns>
    /// <exception cref="ArgumentException">As for weights, or a group has no activations, or they do not fit the widths.</exception>
    public static TransportFusionResult Fuse(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        IReadOnlyDictionary<string, Tensor> referenceActivations,
        IReadOnlyDictionary<string, Tensor> candidateActivations,
        TransportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(referenceActivations);
        ArgumentNullException.ThrowIfNull(candidateActivations);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return Release(new TransportFusion(spec, reference, candidate, options ?? new TransportOptions()).Run(referenceActivations, candidateActivations));
    }

    private static TransportFusionResult Release(TransportFusionResult result)
    {
        foreach (var tensor in result.Fused.Values.Concat(result.Transported.Values))
        {
            tensor.MoveToOuterDisposeScope();
        }

        return result;
    }
}
