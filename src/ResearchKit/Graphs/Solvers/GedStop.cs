namespace ResearchKit.Graphs;

/// <summary>Why a solver stopped.</summary>
public enum GedStop
{
    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>The time limit.</summary>
    TimeLimit,

    /// <summary>The limit of search nodes.</summary>
    NodeLimit,

    /// <summary>The memory limit.</summary>
    MemoryLimit,
}
