namespace ResearchKit.Experts;

/// <summary>Applies a merger to all layers of a model.</summary>
public static class ExpertMerging
{
    /// <summary>Chooses how many experts each layer keeps, and merges every layer.</summary>
    /// <param name="merger">The method.</param>
    /// <param name="layers">The layers to merge, each with its statistics; layers that stay as they are (the first one, in the paper) are left out.</param>
    /// <param name="average">k̄, the experts a layer keeps on average.</param>
    /// <param name="rule">How the budget is divided; null for the method's own rule.</param>
    /// <param name="seed">The root of all draws.</param>
    /// <param name="progress">Told after every layer.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <returns>The smaller layers in the order given; the caller owns them.</returns>
    /// <exception cref="ArgumentException">The budget does not fit, or a layer cannot be merged.</exception>
    public static IReadOnlyList<ExpertMergeResult> MergeAll(
        IExpertMerger merger,
        IReadOnlyList<ExpertCalibration> layers,
        double average,
        ExpertBudgetRule? rule = null,
        Seed seed = default,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(merger);
        ArgumentNullException.ThrowIfNull(layers);
        var dominants = DominantExperts.Choose([.. layers.Select(layer => layer.Routing.Frequency)], average, rule ?? merger.Budget);
        var results = new List<ExpertMergeResult>();
        for (var i = 0; i < layers.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(merger.Merge(layers[i], ExpertMergeTarget.Around(dominants[i], seed.For("layer", i)), cancellationToken));
            progress?.Report(new ProgressReport(merger.Name, i + 1, layers.Count, layers[i].Layer.Name));
        }

        return results;
    }
}
