using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>The direction of the weighted mean of the models' directions, with the weighted mean of their lengths.</summary>
/// <remarks>
/// μ = Σ w_i θ_i/‖θ_i‖, θ = (Σ w_i ‖θ_i‖) μ/‖μ‖; with a base model the same on differences from it. A correction in the tangent space at μ, which some tools add, is zero there
/// by the definition of μ. Directions that cancel have no mean: two models then take the straight line, more are refused. Reference: mergekit's multislerp.
/// </remarks>
public sealed record MultiSlerpMerge : IMergeMethod
{
    private const double SmallestNorm = 1e-8;

    /// <inheritdoc/>
    public string Name => "multislerp";

    /// <summary>Whether weights are divided by their sum.</summary>
    public bool NormalizeWeights { get; init; } = true;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 1);
        var weights = NormalizeWeights ? MergeGuard.Shares(input) : input.Weights;
        var order = input.CanonicalOrder();
        if (input.Base is null)
        {
            return WeightedSum.Of(input.Tensors, Factors(input, input.Tensors, weights), order);
        }

        Tensor[] deltas = [.. Enumerable.Range(0, input.Tensors.Count).Select(input.Delta)];
        return input.Base + WeightedSum.Of(deltas, Factors(input, deltas, weights), order);
    }

    private static double[] Factors(MergeInput input, IReadOnlyList<Tensor> vectors, IReadOnlyList<double> weights)
    {
        var geometry = new SpanGeometry(vectors);
        double[] directions = [.. vectors.Select((_, i) => weights[i] / (geometry.Length(i) + SmallestNorm))];
        var length = geometry.Length(directions);
        input.Report("length of the mean direction", length);
        if (length < SmallestNorm)
        {
            return vectors.Count <= 2 || vectors.Select((_, i) => geometry.Length(i)).Max() < SmallestNorm
                ? [.. weights]
                : throw new ArgumentException($"Tensor '{input.Name}': the directions of the {vectors.Count} models cancel, so that they have no mean direction; change the weights or the method.");
        }

        var scale = vectors.Select((_, i) => weights[i] * geometry.Length(i)).Order().Sum();
        return [.. directions.Select(direction => direction * scale / length)];
    }
}
