namespace ResearchKit.Assignment;

/// <summary>An optimal error-correcting assignment with the duals that prove it optimal.</summary>
/// <remarks>
/// With S, D and I the costs of substitution, deletion and insertion: u[i] + v[j] ≤ S[i, j], u[i] ≤ D[i], v[j] ≤ I[j], with equality
/// wherever the choice was made, so Σu + Σv = <see cref="Objective"/> and nothing cheaper exists.
/// </remarks>
public sealed record ErrorCorrectingResult
{
    /// <summary>The column given to each row, or −1 for a deleted row.</summary>
    public required int[] ColumnOfRow { get; init; }

    /// <summary>The columns without a partner, in rising order.</summary>
    public required int[] InsertedColumns { get; init; }

    /// <summary>The sum of all substitution, deletion and insertion costs, added in double precision with compensation.</summary>
    public required double Objective { get; init; }

    /// <summary>The dual u of each row.</summary>
    public required double[] RowDuals { get; init; }

    /// <summary>The dual v of each column.</summary>
    public required double[] ColumnDuals { get; init; }

    /// <summary>The largest violation of the dual conditions, and the gap between objective and Σu + Σv per row and column, divided by max|u| + max|v|.</summary>
    public required double Certificate { get; init; }
}
