namespace ResearchKit.Merging.Transport;

/// <summary>How the transport problem of a group is solved.</summary>
public enum TransportMethod
{
    /// <summary>Exactly where the widths are equal, else by Sinkhorn's iteration.</summary>
    Auto,

    /// <summary>
    /// Exactly, as an assignment problem: of n units each for equal widths, where the plan is a permutation; for widths n and m each unit stands as often as makes both sides equally many.
    /// </summary>
    Exact,

    /// <summary>With an entropy, by Sinkhorn's iteration: a soft plan, which does not preserve the function.</summary>
    Sinkhorn,
}
