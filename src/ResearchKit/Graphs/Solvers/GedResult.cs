using System.Globalization;

namespace ResearchKit.Graphs;

/// <summary>What a solver found: an edit path with a bound, and what it took.</summary>
public sealed record GedResult
{
    /// <summary>The best path found, with the best bound.</summary>
    public required EditPath Path { get; init; }

    /// <summary>What the solver is called.</summary>
    public required string Method { get; init; }

    /// <summary>Search nodes expanded: partial maps whose bound was computed; 0 for solvers that do not search a tree.</summary>
    public required long NodesExpanded { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Why the solver stopped.</summary>
    public required GedStop Stop { get; init; }

    /// <summary>The bound at the root of the search, before any branching; the final bound for solvers without a tree.</summary>
    public required double RootLowerBound { get; init; }

    /// <summary>The cost of the path.</summary>
    public double UpperBound => Path.Cost;

    /// <summary>A number that no path costs less than.</summary>
    public double LowerBound => Path.LowerBound;

    /// <summary>Whether the path is proven optimal, so that its cost is the edit distance.</summary>
    public bool IsOptimal => Path.IsOptimal;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Method}: {(IsOptimal ? "distance" : "at most")} {UpperBound:G6}, at least {LowerBound:G6}, {NodesExpanded} nodes, {Elapsed.TotalMilliseconds:G3} ms");
}
