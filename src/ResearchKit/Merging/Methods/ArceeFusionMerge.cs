using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>Arcee fusion: take from the other model only the parameters whose change stands out.</summary>
/// <remarks>
/// Importance is |θ_1 − θ_0| times the Kullback–Leibler divergence of the softmax of the parameter's row (last axis) in θ_1 from that in θ_0. Parameters with an importance of at
/// least median + 1.5 (q75 − q25) are θ_1's, the others θ_0's. Quantile q of n values is number ⌊q (n − 1)⌋ in order, from all values whatever their number.
/// Weights do not matter. Reference: mergekit's arcee_fusion.
/// </remarks>
public sealed record ArceeFusionMerge : IMergeMethod
{
    // Keeps logarithms finite where a softmax underflows.
    private const double Floor = 1e-8;

    /// <inheritdoc/>
    public string Name => "arcee_fusion";

    /// <summary>How many spreads between the quartiles a change must be above the median; 0 or more.</summary>
    public double Spread { get; init => field = MergeGuard.NotNegative(value); } = 1.5;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 1, 1);
        var basis = input.RequireBase();
        if (basis.numel() == 0)
        {
            return basis;
        }

        using var importance = Importance(basis, input.Tensors[0]);
        var threshold = Quantile(importance, 0.5) + (Spread * (Quantile(importance, 0.75) - Quantile(importance, 0.25)));
        using var taken = importance.ge(threshold);
        input.Report("threshold", threshold);
        input.Report("share taken", (double)taken.sum().ToInt64() / basis.numel());
        return input.Tensors[0].where(taken, basis);
    }

    private static double Quantile(Tensor values, double quantile) => MagnitudeSelection.OrderStatistic(values, (long)Math.Floor(quantile * (values.numel() - 1)));

    private static Tensor Importance(Tensor basis, Tensor other)
    {
        using var scope = NewDisposeScope();
        var (from, to) = (Rows(basis), Rows(other));
        var (p, q) = (to.softmax(-1) + Floor, from.softmax(-1) + Floor);
        var divergence = (p * (p / q).log()).sum(-1, keepdim: true).clamp_min(0); // below 0 by rounding alone
        return ((to - from).abs() * divergence).reshape(basis.shape).MoveToOuterDisposeScope();
    }

    private static Tensor Rows(Tensor values) => (values.shape.Length == 0 ? values.reshape(1) : values).to(ScalarType.Float64);
}
