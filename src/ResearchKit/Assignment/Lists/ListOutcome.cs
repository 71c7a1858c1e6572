namespace ResearchKit.Assignment;

/// <summary>How the list solver ended.</summary>
internal enum ListOutcome
{
    /// <summary>An optimal assignment was found.</summary>
    Solved,

    /// <summary>Some row has no column left.</summary>
    Infeasible,

    /// <summary>Lists do not pay here (so many ties that they would hold much of the matrix) or magnitudes could overflow: use the dense solver.</summary>
    Abandoned,
}
