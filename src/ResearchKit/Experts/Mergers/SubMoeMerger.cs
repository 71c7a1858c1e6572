using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Sub-MoE: experts are clustered by the direction of their mean outputs and merged in the subspace that the members of a cluster share.</summary>
/// <remarks>
/// Per weight, the members laid side by side along the input axis are [W_1 … W_k] = U Σ [V_1ᵀ … V_kᵀ]; the merged weight is U_r Σ_r V̄ᵀ with V̄ = Σ w_i V_i and frequency weights. Since
/// U Σ V_iᵀ = W_i this equals U_r U_rᵀ Σ w_i W_i, which is how it is computed: U_r are the leading eigenvectors of Σ W_i W_iᵀ. Without truncation it is exactly the frequency-weighted average.
/// Clusters are k-means on mean outputs of unit length (starts by k-means++, our choice). Reference: Li et al., Sub-MoE: Efficient Mixture-of-Expert LLMs Compression via Subspace Expert Merging, 2025.
/// </remarks>
public sealed record SubMoeMerger : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => "sub-moe";

    /// <inheritdoc/>
    public string Source => "Li et al., 2025";

    /// <inheritdoc/>
    public ExpertBudgetRule Budget => ExpertBudgetRule.Uniform;

    /// <summary>The share of singular directions that stay, above 0 to 1; 1 (our choice) does not truncate.</summary>
    public double RankShare { get; init; } = 1;

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(target);
        if (!(RankShare is > 0 and <= 1))
        {
            throw new InvalidOperationException($"{nameof(RankShare)} is {RankShare}; expected above 0, up to 1");
        }

        using var frozen = no_grad();
        using var means = OutputSimilarity.Means(calibration);
        var vectors = ExpertClusters.Rows(means);
        var labels = ExpertClusters.KMeans([.. vectors.Select(Unit)], target.Count(calibration), target.Seed);
        var groups = new ExpertGroups(labels, ExpertClusters.NearestToMean(vectors, labels));
        var frequency = calibration.Routing.Frequency;
        var merged = new List<ExpertWeights>();
        var (kept, whole) = (0.0, 0.0);
        foreach (var members in groups.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var experts = members.Select(e => calibration.Experts[e]).ToArray();
            var weights = members.Select(e => frequency[e]).ToArray();
            weights = weights.Sum() > 0 ? weights : [.. weights.Select(_ => 1.0)];
            merged.Add(GroupMerge.Release(MergeCluster(experts, weights, RankShare)));
            kept += Squares(merged[^1]);
            whole += RankShare < 1 ? Squares(ExpertAverage.Weighted(experts, weights)) : Squares(merged[^1]);
        }

        return GroupMerge.Result(calibration, groups, merged, new Dictionary<string, double> { ["share of the average's squares that is kept"] = whole > 0 ? kept / whole : 1 });
    }

    /// <summary>Merges one cluster.</summary>
    /// <param name="experts">The members, all alike.</param>
    /// <param name="weights">A weight for each, not negative and not all 0; scaled to sum to 1.</param>
    /// <param name="rankShare">The share of singular directions that stay.</param>
    /// <returns>A new expert; biases are averaged.</returns>
    /// <exception cref="ArgumentException">The experts are not alike or the weights do not fit.</exception>
    public static ExpertWeights MergeCluster(IReadOnlyList<ExpertWeights> experts, IReadOnlyList<double> weights, double rankShare)
    {
        var average = ExpertAverage.Weighted(experts, weights);
        return average.Map((part, mean) =>
        {
            var rank = (int)Math.Max(1, Math.Round(rankShare * mean.shape[0]));
            if (mean.shape.Length != 2 || rank >= mean.shape[0])
            {
                return mean;
            }

            using var scope = NewDisposeScope();
            var moments = zeros(mean.shape[0], mean.shape[0], dtype: ScalarType.Float64, device: mean.device);
            foreach (var expert in experts)
            {
                var wide = expert.Parts[part].detach().to(ScalarType.Float64);
                moments.add_(wide.matmul(wide.t()));
            }

            var leading = linalg.eigh(moments).Item2.narrow(1, mean.shape[0] - rank, rank); // (m, r)
            return leading.matmul(leading.t().matmul(mean.to(ScalarType.Float64))).to(mean.dtype).MoveToOuterDisposeScope();
        });
    }

    private static double Squares(ExpertWeights expert) => expert.Parts.Values.Sum(part => part.to(ScalarType.Float64).square().sum().item<double>());

    private static double[] Unit(double[] vector)
    {
        var norm = Math.Sqrt(vector.Sum(value => value * value));
        return norm == 0 ? vector : [.. vector.Select(value => value / norm)];
    }
}
