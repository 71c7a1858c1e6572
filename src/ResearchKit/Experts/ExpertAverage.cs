using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Weighted means of experts whose units are in a common order already.</summary>
public static class ExpertAverage
{
    /// <summary>Σ A_i E_i / Σ A_i for every tensor.</summary>
    /// <remarks>If the weights sum to 0 the result is a copy of the first expert. Sums are in float32, or in float64 for float64 experts; the result has the experts' type. Reference: Li et al., 2024, equation 2.</remarks>
    /// <param name="experts">The experts, all alike; the dominant one first.</param>
    /// <param name="weights">A weight for each, not negative: activation frequencies, or ones.</param>
    /// <param name="permutations">For each expert the permutation of its hidden units to apply first; null for none.</param>
    /// <returns>A new expert with its own tensors.</returns>
    /// <exception cref="ArgumentException">There are no experts, they are not alike, or a weight is negative, NaN or missing.</exception>
    public static ExpertWeights Weighted(IReadOnlyList<ExpertWeights> experts, IReadOnlyList<double> weights, IReadOnlyList<Permutation>? permutations = null)
    {
        ExpertGuard.RequireAlike(experts, nameof(experts));
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != experts.Count || weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))))
        {
            throw new ArgumentException($"the weights are [{string.Join(", ", weights)}]; expected {experts.Count} numbers that are not negative", nameof(weights));
        }

        if (permutations is not null && permutations.Count != experts.Count)
        {
            throw new ArgumentException($"there are {permutations.Count} permutations for {experts.Count} experts", nameof(permutations));
        }

        var sum = weights.Sum();
        if (sum == 0)
        {
            (experts, weights, permutations, sum) = ([experts[0]], [1], permutations is null ? null : [permutations[0]], 1);
        }

        using var frozen = no_grad();
        return experts[0].Map((part, first) =>
        {
            using var scope = NewDisposeScope();
            Tensor[] parts = [.. experts.Select(expert => expert.Parts[part])];
            if (ExpertMean.Applies(parts))
            {
                return ExpertMean.Of(parts, [.. weights.Select(weight => (float)(weight / sum))], permutations, ExpertWeights.HiddenAxis(part)).MoveToOuterDisposeScope();
            }

            var type = first.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
            var total = zeros(first.shape, dtype: type, device: first.device);
            for (var i = 0; i < experts.Count; i++)
            {
                using var inner = NewDisposeScope();
                if (WeightAccumulator.Applies(total, experts[i].Parts[part]))
                {
                    WeightAccumulator.Add(total, experts[i].Parts[part], weights[i] / sum, permutations?[i], ExpertWeights.HiddenAxis(part));
                    continue;
                }

                total.add_(Ordered(experts[i], part, permutations?[i]).to(type), weights[i] / sum);
            }

            return total.to(first.dtype).MoveToOuterDisposeScope();
        });
    }

    /// <summary>Σ F_i ⊙ E_i / Σ F_i, entry by entry, with F_i the Fisher information of expert i.</summary>
    /// <param name="experts">The experts, all alike.</param>
    /// <param name="fisher">For each expert its Fisher information in the same shapes and the same order of units.</param>
    /// <param name="floor">Added to every F, so that entries that no expert depends on become the plain mean; above 0.</param>
    /// <returns>A new expert with its own tensors.</returns>
    /// <exception cref="ArgumentException">The lists differ in length or shape, or the floor is not above 0.</exception>
    public static ExpertWeights ByFisher(IReadOnlyList<ExpertWeights> experts, IReadOnlyList<ExpertWeights> fisher, double floor = 1e-7)
    {
        ExpertGuard.RequireAlike(experts, nameof(experts));
        ArgumentNullException.ThrowIfNull(fisher);
        ExpertGuard.RequireAlike([experts[0], .. fisher], nameof(fisher));
        if (fisher.Count != experts.Count || !(floor > 0))
        {
            throw new ArgumentException($"there are {fisher.Count} Fisher informations with floor {floor} for {experts.Count} experts; expected one each and a floor above 0", nameof(fisher));
        }

        using var frozen = no_grad();
        return experts[0].Map((part, first) =>
        {
            using var scope = NewDisposeScope();
            var (above, below) = (zeros_like(first).to(ScalarType.Float64), zeros_like(first).to(ScalarType.Float64));
            for (var i = 0; i < experts.Count; i++)
            {
                var share = fisher[i].Parts[part].to(ScalarType.Float64) + floor;
                above.add_(share * experts[i].Parts[part].to(ScalarType.Float64));
                below.add_(share);
            }

            return (above / below).to(first.dtype).MoveToOuterDisposeScope();
        });
    }

    private static Tensor Ordered(ExpertWeights expert, ExpertPart part, Permutation? permutation) =>
        permutation is null || permutation.IsIdentity || ExpertWeights.HiddenAxis(part) is not (var axis and >= 0)
            ? expert.Parts[part].detach()
            : permutation.Apply(expert.Parts[part].detach(), axis);
}
