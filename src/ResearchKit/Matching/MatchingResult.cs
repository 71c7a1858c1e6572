using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>What a weight matching found, and how.</summary>
public sealed record MatchingResult
{
    /// <summary>The alignment to apply to the candidate.</summary>
    public required Alignment Alignment { get; init; }

    /// <summary>The inner product of the reference and the aligned candidate over all tensors that a group permutes, statistics excluded; in double precision.</summary>
    public required double Objective { get; init; }

    /// <summary>The objective before the first sweep and after every sweep of the start that was kept; never decreasing.</summary>
    public required IReadOnlyList<double> ObjectiveTrace { get; init; }

    /// <summary>The number of sweeps of the start that was kept, the last one without progress included.</summary>
    public required int Sweeps { get; init; }

    /// <summary>Whether the start that was kept ended because a sweep made no progress, rather than at the limit of sweeps.</summary>
    public required bool Converged { get; init; }

    /// <summary>The final objective of every start, in order.</summary>
    public required IReadOnlyList<double> StartObjectives { get; init; }

    /// <summary>The index of the start that was kept: the first whose objective no later one beats by more than the tolerance.</summary>
    public required int BestStart { get; init; }

    /// <summary>The L2 distance of the two models over all tensors but the statistics, before matching.</summary>
    public required double DistanceBefore { get; init; }

    /// <summary>The L2 distance of the reference and the aligned candidate over all tensors but the statistics.</summary>
    public required double DistanceAfter { get; init; }

    /// <summary>Where the time went, over all starts.</summary>
    public required MatchingTimings Timings { get; init; }

    /// <summary>The number of sweeps over all starts.</summary>
    public required int TotalSweeps { get; init; }

    /// <summary>How much matching shortened the distance, 1 - after / before; 0 where the models were equal.</summary>
    public double DistanceReduction => DistanceBefore > 0 ? 1 - (DistanceAfter / DistanceBefore) : 0;
}
