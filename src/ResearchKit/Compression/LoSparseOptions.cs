namespace ResearchKit.Compression;

/// <summary>How <see cref="LoSparsePruner"/> chooses rows.</summary>
public sealed record LoSparseOptions
{
    /// <summary>How much remains at each step.</summary>
    public SparsitySchedule Schedule { get; init; } = new();

    /// <summary>β, the weight of the past in the smoothed importance.</summary>
    public double Smoothing { get; init; } = 0.85;

    /// <summary>How entries make the score of a row.</summary>
    public RowScore Score { get; init; } = RowScore.Mean;
}
