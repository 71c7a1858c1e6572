namespace ResearchKit.Bench.Matching;

/// <summary>What was measured on one case; seconds are medians of CPU time, the shares of ours are of wall time inside the search.</summary>
internal sealed record MatchingRow
{
    public required string Case { get; init; }

    public required double PeerSeconds { get; init; }

    public required double OurSeconds { get; init; }

    public required double Ratio { get; init; }

    public required double Goal { get; init; }

    public required int PeerSweeps { get; init; }

    public required int OurSweeps { get; init; }

    /// <summary>Units that the two alignments put differently, over all groups.</summary>
    public required int DifferingUnits { get; init; }

    /// <summary>Our objective less the peer's, relative.</summary>
    public required double ObjectiveGain { get; init; }

    public required string PeerShares { get; init; }

    public required string OurShares { get; init; }

    /// <summary>The largest resident memory of this process so far, in MiB: both models, the search, and the runtime.</summary>
    public required double PeakMebibytes { get; init; }

    public bool Met => Ratio >= Goal && PeerSweeps == OurSweeps && DifferingUnits == 0;
}
