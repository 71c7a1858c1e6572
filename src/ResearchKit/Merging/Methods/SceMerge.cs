using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>SCE: select the parameters on which task vectors differ most, calculate a weight for each model, erase the minority sign.</summary>
/// <remarks>
/// Select: the ⌊topk · m⌋ positions with the largest variance of δ over the models, m counting those where it is not 0. Calculate: a_i = mean(δ_i²) / Σ_j mean(δ_j²) for each tensor.
/// Erase: values whose sign is not that of Σ δ_i. Then δ = Σ a_i δ_i / Σ a_i over what is left. Weights do not matter.
/// Reference: Wan et al., 2024 (arXiv 2408.07990).
/// </remarks>
public sealed record SceMerge : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "sce";

    /// <summary>The share of positions that are selected, above 0 and at most 1; 1 selects all.</summary>
    public double SelectTopk { get; init => field = MergeGuard.PositiveShare(value); } = 1;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 1);
        var order = input.CanonicalOrder();
        Tensor[] deltas = [.. order.Select(input.Delta)];
        if (SelectTopk < 1 && deltas.Length > 1)
        {
            using var selected = Selected(deltas);
            deltas = [.. deltas.Select(delta => delta * selected)];
        }

        double[] squares = [.. deltas.Select(delta => Reductions.Dot(delta, delta) / Math.Max(1, delta.numel()))];
        var total = squares.Sum();
        double[] shares = [.. squares.Select(square => total > 0 ? square / total : 1.0 / squares.Length)];
        for (var place = 0; place < order.Count; place++)
        {
            input.Report($"weight of model {order[place]}", shares[place]);
        }

        double[] ballot = [.. deltas.Select(_ => 1.0)];
        return input.RequireBase() + Election.Combine(deltas, shares, ballot, normalize: true);
    }

    /// <summary>1 where a position is selected and 0 elsewhere.</summary>
    private Tensor Selected(Tensor[] deltas)
    {
        using var scope = NewDisposeScope();
        int[] all = [.. Enumerable.Range(0, deltas.Length)];
        double[] equal = [.. all.Select(_ => 1.0 / all.Length)];
        var mean = WeightedSum.Of(deltas, equal, all);
        var variance = WeightedSum.Of([.. deltas.Select(delta => (delta - mean).square())], equal, all);
        var differing = variance.ne(0).sum().ToInt64();
        var band = MagnitudeSelection.Band(variance, 0, differing == 0 ? 0 : Kept.Count(SelectTopk, differing));
        return band.gt(0).to(variance.dtype).MoveToOuterDisposeScope();
    }
}
