namespace ResearchKit.Graphs;

/// <summary>What the table of pair costs looks like.</summary>
internal enum PairCostShape
{
    /// <summary>At most one kind of edge: only numbers of edges matter.</summary>
    Single,

    /// <summary>One cost of deletion, one of insertion, one between different codes, none between equal ones.</summary>
    Constant,

    /// <summary>Anything else.</summary>
    General,
}
