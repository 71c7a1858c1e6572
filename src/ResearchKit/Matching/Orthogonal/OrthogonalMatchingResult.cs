namespace ResearchKit.Matching;

/// <summary>What orthogonal matching found.</summary>
public sealed record OrthogonalMatchingResult
{
    /// <summary>The permutations and the orthogonal matrix to apply to the folded candidate.</summary>
    public required OrthogonalAlignment Alignment { get; init; }

    /// <summary>The weight matching by permutations alone that the search started from.</summary>
    public required MatchingResult Permutations { get; init; }

    /// <summary>The inner product of the folded reference and candidate after weight matching and after every round; never decreasing.</summary>
    public required IReadOnlyList<double> ObjectiveTrace { get; init; }

    /// <summary>Whether the last round made no progress.</summary>
    public required bool Converged { get; init; }

    /// <summary>The L2 distance of the folded models before matching.</summary>
    public required double DistanceBefore { get; init; }

    /// <summary>The L2 distance of the folded reference and the aligned candidate.</summary>
    public required double DistanceAfter { get; init; }
}
