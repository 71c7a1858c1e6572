namespace ResearchKit.Assignment;

/// <summary>One step of an <see cref="AssignmentTrace"/>: the search that gave one more row a column.</summary>
/// <remarks>The prices and pairs are those after the step. Immutable if the arrays are left alone.</remarks>
public sealed record AssignmentStep
{
    /// <summary>The row that was without a column.</summary>
    public required int Row { get; init; }

    /// <summary>The columns that the search reached, nearest first; the last one was free and ends the path.</summary>
    public required IReadOnlyList<int> Reached { get; init; }

    /// <summary>The shortest distance from <see cref="Row"/> to each reached column, in reduced costs; never falling.</summary>
    public required IReadOnlyList<double> Distances { get; init; }

    /// <summary>The augmenting path: the pairs that the step makes, from <see cref="Row"/> to the free column.</summary>
    /// <remarks>Each row but the first gives its old column to the row before it, so that (r0, c0), (r1, c1) undoes the pair (r1, c0).</remarks>
    public required IReadOnlyList<(int Row, int Column)> Path { get; init; }

    /// <summary>The column of each row, or −1 for a row still without one.</summary>
    public required int[] ColumnOfRow { get; init; }

    /// <summary>The dual price u of each row.</summary>
    public required double[] RowDuals { get; init; }

    /// <summary>The dual price v of each column.</summary>
    public required double[] ColumnDuals { get; init; }
}
