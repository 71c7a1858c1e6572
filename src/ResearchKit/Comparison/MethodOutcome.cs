namespace ResearchKit.Comparison;

/// <summary>What one method did with all pairs.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Pairs">The outcome for each pair, in the order of the seeds.</param>
public sealed record MethodOutcome(string Name, IReadOnlyList<PairOutcome> Pairs)
{
    /// <summary>The barrier of each pair.</summary>
    public double[] Barriers => [.. Pairs.Select(pair => pair.Barrier)];

    /// <summary>The test loss of each pair's merged model.</summary>
    public double[] MergedLosses => [.. Pairs.Select(pair => pair.MergedLoss)];

    /// <summary>The test accuracy of each pair's merged model.</summary>
    public double[] MergedAccuracies => [.. Pairs.Select(pair => pair.MergedAccuracy)];

    /// <summary>The wall time for each pair, in seconds.</summary>
    public double[] Seconds => [.. Pairs.Select(pair => pair.Seconds)];

    /// <summary>The distance of each pair after alignment.</summary>
    public double[] Distances => [.. Pairs.Select(pair => pair.Distance)];
}
