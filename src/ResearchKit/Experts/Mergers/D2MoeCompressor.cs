using ResearchKit.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>D²-MoE: one base expert for the layer, and for each expert a low-rank difference from it; no expert is dropped.</summary>
/// <remarks>
/// Base W_b = Σ c_j F_j W_j / Σ c_j F_j with usage counts c and Fisher scales F (the mean of an expert's Fisher information; 1 without it). Differences W_j − W_b are truncated with
/// whitening by the inputs of that expert's own tokens, each weight to the rank that fits the budget. The base may lose the input columns of least |W| ‖X‖ (structured pruning).
/// The target's number of experts sets the size: base and factors together hold about as many numbers as that many whole experts. The result has all experts rebuilt in full, for use in any model;
/// <see cref="ExpertMergeResult.StoredParameters"/> counts the compact form. Reference: Gu et al., Delta Decompression for MoE-based LLMs Compression, 2025.
/// </remarks>
public sealed record D2MoeCompressor : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => "d2-moe";

    /// <inheritdoc/>
    public string Source => "Gu et al., 2025";

    /// <inheritdoc/>
    public ExpertBudgetRule Budget => ExpertBudgetRule.Uniform;

    /// <summary>The rank of every difference; 0 to take the largest that fits the target.</summary>
    public int Rank { get; init; }

    /// <summary>The share of the base's input columns that is dropped.</summary>
    public double BaseSparsity { get; init; }

    /// <summary>Whether experts weigh by their Fisher information too; needs <see cref="ExpertCalibration.Fisher"/>.</summary>
    public bool UseFisher { get; init; }

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(target);
        if (!(BaseSparsity is >= 0 and < 1) || Rank < 0)
        {
            throw new InvalidOperationException($"{nameof(BaseSparsity)} is {BaseSparsity} and {nameof(Rank)} {Rank}; expected a share from 0 to below 1 and a rank of 0 or more");
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var experts = calibration.Experts;
        var shared = ExpertAverage.Weighted(experts, BaseWeights(calibration));
        using var inputs = new LayerInputs(calibration);
        var pruned = shared.Map((part, weight) => weight.shape.Length == 2 ? Prune(weight, inputs.Norm(part)) : weight);
        var ranks = Ranks(shared, experts.Count, target.Count(calibration));
        var (rebuilt, change, whole) = (new List<ExpertWeights>(), 0.0, 0.0);
        for (var e = 0; e < experts.Count; e++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            using var moments = inputs.Of(e);
            var expert = experts[e].Map((part, weight) =>
            {
                if (!ranks.TryGetValue(part, out var rank))
                {
                    return weight.detach().clone(); // biases are small and stay as they are
                }

                var gram = moments.Gram(part);
                var (factors, error) = WhitenedSvd.Factor(weight - pruned.Parts[part], gram, rank);
                var wide = weight.to(ScalarType.Float64);
                change += error;
                whole += (wide.matmul(gram) * wide).sum().item<double>();
                return (pruned.Parts[part] + factors.Product().to(weight.dtype)).MoveToOuterDisposeScope();
            });
            rebuilt.Add(GroupMerge.Release(expert));
        }

        var columns = shared.Parts.Where(pair => pair.Value.shape.Length == 2).Sum(pair => pair.Value.shape[0] * (pair.Value.shape[1] - Dropped(pair.Value)));
        var biases = shared.Parts.Where(pair => pair.Value.shape.Length == 1).Sum(pair => pair.Value.numel());
        return new ExpertMergeResult
        {
            Layer = new ExpertLayer(GroupMerge.Copy(calibration.Layer.Router), rebuilt, calibration.Layer.Options, null, calibration.Layer.Name),
            KeptSlots = [.. Enumerable.Range(0, experts.Count)],
            StoredParameters = columns + (experts.Count * (biases + ranks.Sum(pair => (double)pair.Value * shared.Parts[pair.Key].shape.Sum()))),
            Diagnostics = new Dictionary<string, double>
            {
                ["smallest rank"] = ranks.Values.Min(),
                ["relative squared change of the weights' outputs"] = whole > 0 ? change / whole : 0,
            },
        };
    }

    private double[] BaseWeights(ExpertCalibration calibration)
    {
        var fisher = UseFisher ? calibration.NeedFisher(Name) : null;
        var weights = calibration.Routing.Counts
            .Select((count, e) => count * (fisher is null ? 1 : fisher[e].Parts.Values.Sum(part => part.to(ScalarType.Float64).sum().item<double>()) / fisher[e].ParameterCount)).ToArray();
        return weights.Sum() > 0 ? weights : [.. weights.Select(_ => 1.0)];
    }

    /// <summary>The rank of each weight: what is left of the target's size after the base, shared among experts and weights evenly.</summary>
    private Dictionary<ExpertPart, int> Ranks(ExpertWeights shared, int experts, int keep)
    {
        var share = Math.Max(0, keep - 1 + BaseSparsity) / experts;
        return shared.Parts.Where(pair => pair.Value.shape.Length == 2).ToDictionary(
            pair => pair.Key,
            pair => Rank > 0
                ? (int)Math.Min(Rank, pair.Value.shape.Min())
                : share > 0 ? LowRank.ForShare(pair.Value.shape[0], pair.Value.shape[1], share) : 1);
    }

    private long Dropped(Tensor weight) => (long)Math.Floor(BaseSparsity * weight.shape[1]);

    private Tensor Prune(Tensor weight, Tensor norm)
    {
        var drop = Dropped(weight);
        if (drop == 0)
        {
            return weight;
        }

        using var scope = NewDisposeScope();
        var scores = WandaPruning.Score(weight, norm).square().sum([0L]);
        var gone = scores.argsort(0).narrow(0, 0, drop);
        return weight.index_fill(1, gone, 0).MoveToOuterDisposeScope();
    }
}
