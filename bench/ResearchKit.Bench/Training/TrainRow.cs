namespace ResearchKit.Bench.Training;

/// <summary>Ours beside python's torch in one mode; times are medians of an epoch, ratios are ours to python's.</summary>
internal sealed record TrainRow
{
    public required string Case { get; init; }

    public required string Mode { get; init; }

    public required int Steps { get; init; }

    public required int OurThreads { get; init; }

    public required int PeerThreads { get; init; }

    public required double OurCpuSeconds { get; init; }

    public required double PeerCpuSeconds { get; init; }

    public required double OurWallSeconds { get; init; }

    public required double PeerWallSeconds { get; init; }

    public double CpuRatio => OurCpuSeconds / PeerCpuSeconds;

    public double WallRatio => OurWallSeconds / PeerWallSeconds;

    public required double FirstLoss { get; init; }

    public required double FirstLossGap { get; init; }

    public required double LastLossGap { get; init; }

    /// <summary>The greatest CPU ratio that is wanted.</summary>
    public required double Goal { get; init; }

    public bool SameLoss => FirstLossGap <= TrainBenchmark.LossTolerance;

    public bool Met => SameLoss && CpuRatio <= Goal;
}
