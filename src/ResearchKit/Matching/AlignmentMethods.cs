using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>The kit's own alignment methods behind the interface that comparisons use.</summary>
/// <remarks>Each takes the options of its search; the seed in them is replaced by one of the pair's.</remarks>
public static class AlignmentMethods
{
    /// <summary>Leaves the units as they are.</summary>
    public static IAlignmentMethod None { get; } = new AlignmentMethod("none", pair => Alignment.Identity(pair.Spec));

    /// <summary>Weight matching.</summary>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <returns>The method.</returns>
    public static IAlignmentMethod ByWeights(WeightMatchingOptions? options = null) => new AlignmentMethod("weight matching", (pair, token) =>
        WeightMatching.Match(pair.Spec, pair.Reference, pair.Candidate, (options ?? new()) with { Seed = pair.Seed.For("weight matching") }, cancellationToken: token).Alignment);

    /// <summary>Activation matching on the training images; the network must show its activations.</summary>
    /// <param name="options">How units are compared; null for the defaults.</param>
    /// <param name="batchSize">Images a forward pass.</param>
    /// <returns>The method.</returns>
    public static IAlignmentMethod ByActivations(ActivationMatchingOptions? options = null, long batchSize = 512) => new AlignmentMethod("activation matching", (pair, token) =>
        ActivationMatching.Match(
            pair.Spec,
            images => pair.Activations(pair.Reference, images),
            images => pair.Activations(pair.Candidate, images),
            pair.Batches(batchSize),
            options,
            cancellationToken: token).Alignment);

    /// <summary>Weight matching that starts from activation matching: above all for transformers, whose weights alone have many local optima.</summary>
    /// <param name="activations">How units are compared; null for the defaults.</param>
    /// <param name="weights">How to search; its warm start is replaced. Null for the defaults.</param>
    /// <param name="batchSize">Images a forward pass.</param>
    /// <returns>The method.</returns>
    public static IAlignmentMethod ByActivationsThenWeights(ActivationMatchingOptions? activations = null, WeightMatchingOptions? weights = null, long batchSize = 512) =>
        new AlignmentMethod("activations, then weights", (pair, token) =>
        {
            var start = ByActivations(activations, batchSize).Align(pair, token);
            return ByWeights((weights ?? new()) with { WarmStart = start }).Align(pair, token);
        });

    /// <summary>The straight-through estimator on the training loss.</summary>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="batchSize">Images a step.</param>
    /// <returns>The method.</returns>
    public static IAlignmentMethod ByStraightThrough(StraightThroughOptions? options = null, int batchSize = 256) => new AlignmentMethod("straight-through", (pair, token) =>
        StraightThroughEstimator.Search(
            pair.Spec, pair.Reference, pair.Candidate, pair.TrainLoss(batchSize), (options ?? new()) with { Seed = pair.Seed.For("straight-through") }, cancellationToken: token).Alignment);

    /// <summary>Sinkhorn re-basin on the distance of the weights.</summary>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <returns>The method.</returns>
    public static IAlignmentMethod BySinkhorn(SinkhornRebasinOptions? options = null) => new AlignmentMethod("Sinkhorn re-basin", (pair, token) =>
        SinkhornRebasin.MatchWeights(pair.Spec, pair.Reference, pair.Candidate, (options ?? new()) with { Seed = pair.Seed.For("sinkhorn") }, cancellationToken: token).Alignment);
}
