namespace ResearchKit.Bench.Assign;

/// <summary>What was measured on one family and size; times are medians of CPU seconds per call.</summary>
internal sealed record AssignRow
{
    public required string Family { get; init; }

    public required int Size { get; init; }

    public required double ScipySeconds { get; init; }

    public required double SingleSeconds { get; init; }

    public required double DoubleSeconds { get; init; }

    /// <summary>scipy's time over ours in single precision.</summary>
    public required double Ratio { get; init; }

    public required double DoubleRatio { get; init; }

    /// <summary>Largest relative difference of optimal values: double precision against scipy, single against double on the same rounded costs.</summary>
    public required double Gap { get; init; }

    public required double Certificate { get; init; }

    public required int GoalNumber { get; init; }

    public required double GoalRatio { get; init; }

    /// <summary>Whether ratio, gap, certificate and (for larger sizes) the speed in double precision are all as wanted.</summary>
    public required bool Met { get; init; }

    public required string Details { get; init; }
}
