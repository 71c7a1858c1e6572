using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>RAM: add what only one model changed, and average what several changed; RAM+ strengthens models whose changes are mostly shared.</summary>
/// <remarks>
/// A parameter is active in a model when |δ_i| exceeds <see cref="Epsilon"/>. Active in one model: λ_i δ_i is added. Active in several: the mean over them.
/// λ_i = 1 + r min(α, shared_i / max(unique_i, 1)) with the counts of a tensor's parameters that are active in several models and in this one alone; plain RAM has r = 0.
/// Weights do not matter. Reference: mergekit's ram and ramplus_tl.
/// </remarks>
public sealed record RamMerge : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => R > 0 ? "ramplus_tl" : "ram";

    /// <summary>The change below which a parameter counts as untouched; 0 or more.</summary>
    public double Epsilon { get; init => field = MergeGuard.NotNegative(value); } = 1e-5;

    /// <summary>How much a model's own changes are strengthened, r; 0 for plain RAM, 0.1 for RAM+.</summary>
    public double R { get; init => field = MergeGuard.NotNegative(value); }

    /// <summary>The most that the ratio of shared to own changes counts, α; 0 or more.</summary>
    public double Alpha { get; init => field = MergeGuard.NotNegative(value); } = 0.2;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 1);
        using var scope = NewDisposeScope();
        var order = input.CanonicalOrder();
        Tensor[] deltas = [.. order.Select(input.Delta)];
        Tensor[] active = [.. deltas.Select(delta => delta.abs().gt(Epsilon).to(delta.dtype))];
        var ones = active.Select(_ => 1.0).ToArray();
        int[] all = [.. Enumerable.Range(0, deltas.Length)];
        var count = WeightedSum.Of(active, ones, all);
        var alone = count.eq(1);
        var shared = WeightedSum.Of([.. deltas.Zip(active, (delta, mask) => delta * mask)], ones, all) / count.clamp_min(1);
        var result = input.RequireBase() + shared.where(alone.logical_not(), zeros_like(shared));
        for (var place = 0; place < deltas.Length; place++)
        {
            using var inner = NewDisposeScope();
            var own = active[place].gt(0).logical_and(alone);
            var unique = own.sum().ToInt64();
            var others = active[place].gt(0).sum().ToInt64() - unique;
            var factor = 1 + (R * Math.Min(Alpha, (double)others / Math.Max(unique, 1)));
            input.Report($"factor of model {order[place]}", factor);
            result.add_(deltas[place].where(own, zeros_like(result)) * factor);
        }

        return result.MoveToOuterDisposeScope();
    }
}
