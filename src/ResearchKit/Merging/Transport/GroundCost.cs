namespace ResearchKit.Merging.Transport;

/// <summary>The cost of carrying one unit to another.</summary>
public enum GroundCost
{
    /// <summary>The distance of the units' vectors, as Singh and Jaggi take it.</summary>
    Euclidean,

    /// <summary>The squared distance; with equal widths the exact plan is then that of weight matching by incoming weights, group after group.</summary>
    SquaredEuclidean,
}
