namespace ResearchKit.Graphs;

/// <summary>How long a solver may search, and where it starts.</summary>
/// <remarks>Immutable. A solver that a limit stops answers with the best path and bound so far.</remarks>
public sealed record GedOptions
{
    /// <summary>The longest time to search, or null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The most search nodes to expand, or null for no limit.</summary>
    public long? NodeLimit { get; init; }

    /// <summary>The most memory for open search nodes and their tables, in bytes; 1 GiB by default.</summary>
    public long MemoryLimit { get; init; } = 1L << 30;

    /// <summary>Threads that search subtrees at the same time; 1 by default. With more, which of several optimal paths is found may differ from run to run.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The seed of random starts.</summary>
    public Seed Seed { get; init; }

    /// <summary>A map to start from, or null for the solver's own.</summary>
    public NodeMap? Start { get; init; }
}
