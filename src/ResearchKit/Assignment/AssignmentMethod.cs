namespace ResearchKit.Assignment;

/// <summary>The algorithm that solves a linear assignment problem; all give the same optimal value.</summary>
public enum AssignmentMethod
{
    /// <summary>Chosen by the size of the matrix.</summary>
    Auto,

    /// <summary>Jonker and Volgenant's shortest augmenting paths over whole rows, on a copy in double precision: best for small matrices.</summary>
    Dense,

    /// <summary>The same paths over short lists of each row's cheapest columns: best from a few hundred rows up.</summary>
    Lists,
}
