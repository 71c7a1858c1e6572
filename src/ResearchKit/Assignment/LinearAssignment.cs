using System.Numerics;

namespace ResearchKit.Assignment;

/// <summary>The linear assignment problem: pair rows with columns so that the sum of the chosen entries is smallest or largest.</summary>
/// <remarks>
/// minimise Σ C[i, x(i)] over one-to-one x; every row of a wide or square matrix, and every column of a tall one, gets a partner.
/// Entries are finite, or the infinity that <see cref="Sense"/> forbids pairs with; NaN is refused. Each result carries the duals that prove
/// it and the largest violation of the proof. Ties are resolved the same way on every machine and in every run, whatever the vector width.
/// Time O(min(rows, columns)² · max(rows, columns)) at worst, near one pass over the matrix on most inputs. Thread safe.
/// Reference: R. Jonker and A. Volgenant, Computing 38 (1987), 325-340; D. F. Crouse, IEEE TAES 52 (2016), section III for rectangular matrices.
/// </remarks>
public static class LinearAssignment
{
    /// <summary>Memory that may be kept between calls.</summary>
    private const long SpareBytes = 8L << 20;

    /// <summary>The working memory of the last call, for the next one on any thread: fresh memory costs a tenth of a typical solve in page faults.</summary>
    private static AssignmentWorkspace? _spare;

    /// <summary>Solves a problem in single precision; prices, objective and certificate are in double precision.</summary>
    /// <param name="cost">C, row-major, shape [rows, columns].</param>
    /// <param name="rows">Rows, possibly 0.</param>
    /// <param name="columns">Columns, possibly 0.</param>
    /// <param name="options">What to solve for; by default the minimum.</param>
    /// <returns>The optimal assignment with its duals.</returns>
    /// <exception cref="ArgumentException">The length does not fit the shape, or an entry is NaN or the wrong infinity.</exception>
    /// <exception cref="InfeasibleAssignmentException">The forbidden entries leave no complete assignment.</exception>
    public static AssignmentResult Solve(ReadOnlySpan<float> cost, int rows, int columns, AssignmentOptions? options = null) =>
        SolveCore(cost, rows, columns, options ?? new AssignmentOptions());

    /// <summary>Solves a problem in double precision.</summary>
    /// <inheritdoc cref="Solve(ReadOnlySpan{float}, int, int, AssignmentOptions?)"/>
    public static AssignmentResult Solve(ReadOnlySpan<double> cost, int rows, int columns, AssignmentOptions? options = null) =>
        SolveCore(cost, rows, columns, options ?? new AssignmentOptions());

    private static AssignmentResult SolveCore<T>(ReadOnlySpan<T> cost, int rows, int columns, AssignmentOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CostGuard.RequireShape(cost.Length, rows, columns);
        double[] duals = options.ColumnDuals is { } given ? [.. given] : [];
        options = options.ColumnDuals is null && options.Start == AssignmentStart.Given ? options with { Start = AssignmentStart.Auto } : options;
        var workspace = Interlocked.Exchange(ref _spare, null) ?? new AssignmentWorkspace();
        var columnOfRow = new int[rows];
        var (method, start) = workspace.SolveCore(cost, rows, columns, columnOfRow, options.ColumnDuals is null ? options : options with { Start = AssignmentStart.Given }, duals);
        var result = new AssignmentResult
        {
            ColumnOfRow = columnOfRow,
            Objective = AssignmentWorkspace.ObjectiveOf(cost, columns, columnOfRow),
            RowDuals = workspace.RowDuals.ToArray(),
            ColumnDuals = workspace.ColumnDuals.ToArray(),
            Certificate = workspace.Certify(cost, columnOfRow, options, method),
            Method = method,
            Start = start,
            Counters = workspace.Counters,
        };
        Volatile.Write(ref _spare, workspace.Bytes <= SpareBytes ? workspace : null);
        return result;
    }
}
