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
        using var scope = NewDisposeScope();
        Tensor[] models = [.. order.Select(model => input.Tensors[model])];
        double[] ballot = [.. models.Select(_ => 1.0)];
        if ((SelectTopk >= 1 || models.Length == 1) && TrimmedElection.Applies(models, input.RequireBase()))
        {
            // One task vector at a time: together with the models they would take twice the memory.
            double[] everything = [.. models.Select(_ => 1.0)];
            var sizes = Shares(input, order, [.. order.Select(model => Square(input, model))]);
            return TrimmedElection.Combine(models, input.RequireBase(), everything, sizes, ballot, normalize: true, lambda: 1).MoveToOuterDisposeScope();
        }

        Tensor[] deltas = [.. order.Select(input.Delta)];
        if (SelectTopk < 1 && deltas.Length > 1)
        {
            using var selected = Selected(deltas);
            foreach (var delta in deltas)
            {
                delta.mul_(selected);
            }
        }

        var shares = Shares(input, order, [.. deltas.Select(Square)]);
        return Election.Combine(deltas, shares, ballot, normalize: true, input.RequireBase()).MoveToOuterDisposeScope();
    }

    private static double[] Shares(MergeInput input, IReadOnlyList<int> order, double[] squares)
    {
        var total = squares.Sum();
        double[] shares = [.. squares.Select(square => total > 0 ? square / total : 1.0 / squares.Length)];
        for (var place = 0; place < order.Count; place++)
        {
            input.Report($"weight of model {order[place]}", shares[place]);
        }

        return shares;
    }

    private static double Square(MergeInput input, int model)
    {
        using var delta = input.Delta(model);
        return Square(delta);
    }

    private static double Square(Tensor delta) => Reductions.Dot(delta, delta) / Math.Max(1, delta.numel());

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
