namespace ResearchKit.Assignment;

/// <summary>The column prices from which a solver starts; every start gives the same optimal value.</summary>
public enum AssignmentStart
{
    /// <summary>Chosen by looking at the matrix.</summary>
    Auto,

    /// <summary>All prices zero: best where rows prefer different columns, as in matching similar networks.</summary>
    RowFirst,

    /// <summary>Each price is the smallest entry of its column: best for unstructured costs. Only for square matrices; others start row-first.</summary>
    ColumnMinimum,

    /// <summary>The column duals of an earlier problem, given as <see cref="AssignmentOptions.ColumnDuals"/>: best where costs changed little since. Only for square matrices; others start row-first, and where none are given the start is chosen as under <see cref="Auto"/>.</summary>
    Given,
}
