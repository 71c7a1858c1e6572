using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>Groups the experts of every layer of a checkpoint.</summary>
internal static class CheckpointGroups
{
    private const int ChunkElements = 1 << 20;

    /// <summary>Makes the plan of each layer.</summary>
    public static IReadOnlyList<MergedLayerPlan> Plan(ExpertCheckpoint checkpoint, ExpertCheckpointMergeOptions options)
    {
        var layers = checkpoint.Layers;
        if (options.SkipLayers < 0 || options.SkipLayers >= layers.Count)
        {
            throw new ArgumentException($"{options.SkipLayers} layers are to stay as they are; expected 0 to {layers.Count - 1} of {checkpoint.Path}", nameof(options));
        }

        if (layers.FirstOrDefault(l => !l.SlotToExpert.SequenceEqual(Enumerable.Range(0, l.Stored))) is { } merged)
        {
            throw new InvalidDataException($"{checkpoint.Path}: layer '{merged.Name}' is merged already ({merged.Slots} experts in {merged.Stored}); merge the checkpoint that it was made of");
        }

        var grouping = options.Grouping ?? Default(checkpoint, options.Counts is not null);
        var frequency = layers.Select((layer, i) => Frequency(checkpoint, options, layer, i)).ToArray();
        var chosen = layers.Skip(options.SkipLayers).Zip(frequency.Skip(options.SkipLayers)).ToArray();
        var rule = options.Budget ?? (options.Counts is null ? ExpertBudgetRule.Uniform : ExpertBudgetRule.Adaptive);
        var dominants = DominantExperts.Choose([.. chosen.Select(c => c.Second)], options.Keep, rule);
        return
        [
            .. layers.Take(options.SkipLayers).Select((layer, i) => new MergedLayerPlan(layer, null, frequency[i])),
            .. chosen.Select((c, i) => new MergedLayerPlan(c.First, Group(checkpoint, c.First, dominants[i], grouping), c.Second)),
        ];
    }

    private static CheckpointGrouping Default(ExpertCheckpoint checkpoint, bool isCounted) => (isCounted, checkpoint.Family.Router) switch
    {
        (true, null) => CheckpointGrouping.ExpertWeight,
        (true, _) => CheckpointGrouping.RouterWeight,
        (false, not null) => CheckpointGrouping.RouterClusters,
        _ => throw new InvalidDataException($"{checkpoint.Path}: the routers of the family {checkpoint.Family.Name} are not known; without them groups need routing counts"),
    };

    private static IReadOnlyList<double> Frequency(ExpertCheckpoint checkpoint, ExpertCheckpointMergeOptions options, ExpertLayerInfo layer, int number)
    {
        if (options.Counts is null)
        {
            return [.. Enumerable.Repeat(1.0 / layer.Slots, layer.Slots)];
        }

        var key = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var place = options.Counts.Layers.ToList().FindIndex(name => name == layer.Name || name == key);
        if (place < 0)
        {
            throw new InvalidDataException($"the routing counts have neither '{layer.Name}' nor '{key}', which is a layer of experts of {checkpoint.Path}; they have '{string.Join("', '", options.Counts.Layers.Take(4))}'{(options.Counts.Layers.Count > 4 ? ", ..." : "")}");
        }

        var counts = options.Counts.Counts[place];
        return counts.Count == layer.Slots
            ? ExpertFrequency.Of(counts)
            : throw new InvalidDataException($"the routing counts of layer '{layer.Name}' are [{string.Join(", ", counts)}]; expected {layer.Slots} numbers");
    }

    private static ExpertGroups Group(ExpertCheckpoint checkpoint, ExpertLayerInfo layer, IReadOnlyList<int> dominants, CheckpointGrouping grouping)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        if (grouping == CheckpointGrouping.ExpertWeight)
        {
            return ExpertGroups.Around(WeightCosines(checkpoint, layer), dominants);
        }

        var rows = checkpoint.ReadRouter(layer.Name)?.to(ScalarType.Float64)
            ?? throw new InvalidDataException($"{checkpoint.Path}: the router of '{layer.Name}' is not known for the family {checkpoint.Family.Name}; group by the experts' weights");
        if (grouping == CheckpointGrouping.RouterWeight)
        {
            return ExpertGroups.Around(ExpertSimilarity.Cosines(rows), dominants);
        }

        var vectors = ExpertClusters.Rows(rows / rows.norm(1, keepdim: true, 2f).clamp_min(1e-12));
        var (labels, _) = ExpertClusters.AverageLinkage(vectors, dominants.Count);
        return new ExpertGroups(labels, ExpertClusters.NearestToMean(vectors, labels));
    }

    // One role of all experts at a time, in pieces: the products add up over pieces and roles.
    private static double[,] WeightCosines(ExpertCheckpoint checkpoint, ExpertLayerInfo layer)
    {
        var gram = zeros([layer.Stored, layer.Stored], ScalarType.Float64);
        foreach (var part in new ExpertLayout(checkpoint.Family, layer).Parts)
        {
            using var scope = NewDisposeScope();
            var weights = Enumerable.Range(0, layer.Stored).Select(e => checkpoint.ReadPart(layer, e, part).flatten()).ToArray();
            for (long start = 0; start < weights[0].shape[0]; start += ChunkElements)
            {
                using var inner = NewDisposeScope();
                var count = Math.Min(ChunkElements, weights[0].shape[0] - start);
                var rows = stack(weights.Select(w => w.narrow(0, start, count).to(ScalarType.Float32)));
                gram.add_(rows.matmul(rows.t()).to(ScalarType.Float64));
            }
        }

        var norms = gram.diag().sqrt().clamp_min(1e-30);
        var cosines = (gram / norms.unsqueeze(0) / norms.unsqueeze(1)).data<double>().ToArray();
        var result = new double[layer.Stored, layer.Stored];
        Buffer.BlockCopy(cosines, 0, result, 0, cosines.Length * sizeof(double));
        return result;
    }
}
