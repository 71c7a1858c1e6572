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
}
