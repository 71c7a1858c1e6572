using System.Numerics;

namespace ResearchKit.Assignment;

/// <summary>The error-correcting assignment: pair some rows with some columns, delete the other rows and insert the other columns.</summary>
/// <remarks>
/// <para>minimise Σ S[i, x(i)] over pairs + Σ D[i] over rows without a partner + Σ I[j] over columns without a partner.
/// With all D and I finite this is a rectangular assignment on min(0, S[i, j] − D[i] − I[j]), which is never positive, so that making as many
/// pairs as possible loses nothing, and a pair at zero may be read as a deletion and an insertion: exact, for any finite costs, at a fraction of
/// the (n + m) × (n + m) matrix of the definition. A pair that costs exactly as much as deletion and insertion is kept as a pair.</para>
/// <para>A deletion or insertion cost of +∞ (that row or column must have a partner) makes the solver use the definition.
/// S may have +∞ entries (pairs that are not allowed). Negative costs are allowed everywhere. Time and ties as in <see cref="LinearAssignment"/>. Thread safe.</para>
/// <para>Reference: K. Riesen and H. Bunke, "Approximate graph edit distance computation by means of bipartite graph matching", Image and Vision
/// Computing 27 (2009), section 4, for the problem; S. Bougleux, B. Gaüzère, D. B. Blumenthal and L. Brun, "Fast linear sum assignment with error-correction
/// and no cost constraints", Pattern Recognition Letters 134 (2020), for reductions of it.</para>
/// </remarks>
public static class ErrorCorrectingAssignment
{
    /// <summary>Solves a problem in single precision; the sum and the duals are in double precision.</summary>
    /// <param name="substitution">S, row-major, shape [rows, columns].</param>
    /// <param name="deletion">D, one cost for each row.</param>
    /// <param name="insertion">I, one cost for each column.</param>
    /// <returns>The optimal pairs, deletions and insertions.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or a cost is NaN or −∞.</exception>
    /// <exception cref="InfeasibleAssignmentException">Rows or columns that must have a partner cannot get one.</exception>
    public static ErrorCorrectingResult Solve(ReadOnlySpan<float> substitution, ReadOnlySpan<float> deletion, ReadOnlySpan<float> insertion)
    {
        var workspace = new AssignmentWorkspace();
        var columnOfRow = new int[deletion.Length];
        var objective = workspace.SolveErrorCorrecting(substitution, deletion, insertion, columnOfRow);
        return Collect(workspace, columnOfRow, insertion.Length, objective, workspace.CertifyErrorCorrecting(substitution, deletion, insertion, objective));
    }

    /// <summary>Solves a problem in double precision.</summary>
    /// <inheritdoc cref="Solve(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public static ErrorCorrectingResult Solve(ReadOnlySpan<double> substitution, ReadOnlySpan<double> deletion, ReadOnlySpan<double> insertion)
    {
        var workspace = new AssignmentWorkspace();
        var columnOfRow = new int[deletion.Length];
        var objective = workspace.SolveErrorCorrecting(substitution, deletion, insertion, columnOfRow);
        return Collect(workspace, columnOfRow, insertion.Length, objective, workspace.CertifyErrorCorrecting(substitution, deletion, insertion, objective));
    }

    private static ErrorCorrectingResult Collect(AssignmentWorkspace workspace, int[] columnOfRow, int columns, double objective, double certificate)
    {
        var paired = new bool[columns];
        foreach (var j in columnOfRow)
        {
            if (j >= 0)
            {
                paired[j] = true;
            }
        }

        return new ErrorCorrectingResult
        {
            ColumnOfRow = columnOfRow,
            InsertedColumns = [.. Enumerable.Range(0, columns).Where(j => !paired[j])],
            Objective = objective,
            RowDuals = workspace.RowDuals.ToArray(),
            ColumnDuals = workspace.ColumnDuals.ToArray(),
            Certificate = certificate,
        };
    }
}
