namespace ResearchKit.Assignment;

/// <summary>An optimal assignment with the dual prices that prove it optimal.</summary>
/// <remarks>
/// With C the cost matrix, u the row duals and v the column duals of a minimisation, u[i] + v[j] ≤ C[i, j] for all i, j, with equality on
/// the chosen pairs; if there are more columns than rows then v ≤ 0 and v = 0 on unassigned columns (and the other way round).
/// So no assignment can cost less than Σu + Σv = <see cref="Objective"/>. For a maximisation all inequalities turn round.
/// <see cref="Certificate"/> is how far, at worst, rounding leaves the duals from that.
/// </remarks>
public sealed record AssignmentResult
{
    /// <summary>The column given to each row, or −1 for a row without one (only where there are more rows than columns).</summary>
    public required int[] ColumnOfRow { get; init; }

    /// <summary>The sum of the chosen entries, added in double precision with compensation.</summary>
    public required double Objective { get; init; }

    /// <summary>The dual price u of each row.</summary>
    public required double[] RowDuals { get; init; }

    /// <summary>The dual price v of each column.</summary>
    public required double[] ColumnDuals { get; init; }

    /// <summary>The largest violation of the dual conditions over all entries, in double precision, divided by max|u| + max|v|.</summary>
    /// <remarks>
    /// The dense method reads the whole matrix for it. The list method computes the entries that it has not already bounded from below, and reads again the
    /// rows where its bounds do not suffice; <see cref="AssignmentOptions.FullCheck"/> makes it read everything.
    /// </remarks>
    public required double Certificate { get; init; }

    /// <summary>The algorithm that was used.</summary>
    public required AssignmentMethod Method { get; init; }

    /// <summary>The start that was used.</summary>
    public required AssignmentStart Start { get; init; }

    /// <summary>How much work was done.</summary>
    public required AssignmentCounters Counters { get; init; }
}
