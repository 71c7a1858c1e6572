using System.Numerics;

namespace ResearchKit.Assignment;

/// <summary>Entropy-regularised optimal transport by Sinkhorn's alternating normalisation, in the log domain.</summary>
/// <remarks>
/// minimise Σ C·P + ε Σ P log P over P ≥ 0 with row sums a and column sums b. Each iteration sets
/// f[i] = ε (log a[i] − logsumexp_j (g[j] − C[i, j]) / ε) and g likewise; no number is exponentiated before the largest of its sum is
/// taken off, so ε may be far below the costs. Forbidden pairs (+∞ for a minimisation, −∞ for a maximisation) get no mass. O(rows · columns) an iteration. Thread safe.
/// Reference: M. Cuturi, "Sinkhorn distances", NeurIPS 2013; G. Peyré and M. Cuturi, "Computational optimal transport", 2019, section 4.4.
/// </remarks>
public static class Sinkhorn
{
    /// <summary>Solves a problem given in single precision, computing in double precision.</summary>
    /// <param name="cost">C, row-major, shape [rows, columns].</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <param name="options">Regularisation, marginals and when to stop.</param>
    /// <returns>The plan; check <see cref="SinkhornResult.Converged"/>.</returns>
    /// <exception cref="ArgumentException">A length does not fit, an entry is NaN or the wrong infinity, an option is out of range, or the marginals' totals differ.</exception>
    /// <exception cref="InfeasibleAssignmentException">All pairs of a row or column with mass are forbidden.</exception>
    public static SinkhornResult Solve(ReadOnlySpan<float> cost, int rows, int columns, SinkhornOptions? options = null) =>
        SolveCore(cost, rows, columns, options ?? new SinkhornOptions());

    /// <summary>Solves a problem given in double precision.</summary>
    /// <inheritdoc cref="Solve(ReadOnlySpan{float}, int, int, SinkhornOptions?)"/>
    public static SinkhornResult Solve(ReadOnlySpan<double> cost, int rows, int columns, SinkhornOptions? options = null) =>
        SolveCore(cost, rows, columns, options ?? new SinkhornOptions());

    private static SinkhornResult SolveCore<T>(ReadOnlySpan<T> cost, int rows, int columns, SinkhornOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CostGuard.RequireShape(cost.Length, rows, columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Require(double.IsFinite(options.Regularization) && options.Regularization > 0, nameof(options.Regularization), options.Regularization, "a positive number");
        Require(options.MaxIterations > 0, nameof(options.MaxIterations), options.MaxIterations, "at least 1");
        Require(options.Tolerance >= 0, nameof(options.Tolerance), options.Tolerance, "0 or more");
        var a = Marginals(options.RowMarginals, rows, nameof(options.RowMarginals));
        var b = Marginals(options.ColumnMarginals, columns, nameof(options.ColumnMarginals));
        var (mass, other) = (a.Sum(), b.Sum());
        Require(Math.Abs(mass - other) <= 1e-9 * mass, nameof(options.ColumnMarginals), other, FormattableString.Invariant($"the total of the row marginals, {mass}"));
        var kernel = new double[cost.Length];
        var factor = (options.Sense == Sense.Minimize ? -1.0 : 1.0) / options.Regularization;
        for (var i = 0; i < rows; i++)
        {
            var row = cost.Slice(i * columns, columns);
            CostGuard.InspectRow(row, i, options.Sense);
            for (var j = 0; j < columns; j++)
            {
                kernel[(i * columns) + j] = factor * double.CreateTruncating(row[j]);
            }
        }

        var problem = new SinkhornIteration(kernel, a, b);
        var (iterations, error) = (0, double.PositiveInfinity);
        while (iterations < options.MaxIterations && error > options.Tolerance)
        {
            problem.NormalizeRows();
            problem.NormalizeColumns();
            iterations++;
            error = problem.RowError() / mass;
        }

        return Collect(cost, problem, options, iterations, error);
    }

    private static SinkhornResult Collect<T>(ReadOnlySpan<T> cost, SinkhornIteration problem, SinkhornOptions options, int iterations, double error)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var plan = problem.Plan();
        var (transported, entropy) = (default(CompensatedSum), default(CompensatedSum));
        for (var k = 0; k < plan.Length; k++)
        {
            if (plan[k] > 0)
            {
                transported.Add(plan[k] * double.CreateTruncating(cost[k]));
                entropy.Add(-plan[k] * Math.Log(plan[k]));
            }
        }

        return new SinkhornResult
        {
            Plan = plan,
            RowPotentials = Array.ConvertAll(problem.RowLogs, x => x * options.Regularization),
            ColumnPotentials = Array.ConvertAll(problem.ColumnLogs, x => x * options.Regularization),
            Iterations = iterations,
            Converged = error <= options.Tolerance,
            MarginalError = error,
            Cost = transported.Value,
            Entropy = entropy.Value,
        };
    }

    private static double[] Marginals(IReadOnlyList<double>? given, int length, string name)
    {
        if (given is null)
        {
            return [.. Enumerable.Repeat(1.0 / length, length)];
        }

        Require(given.Count == length, name, given.Count, $"{length} numbers");
        foreach (var value in given)
        {
            Require(double.IsFinite(value) && value >= 0, name, value, "finite numbers, 0 or more");
        }

        Require(given.Sum() > 0, name, 0, "a positive total");
        return [.. given];
    }

    private static void Require(bool holds, string name, double found, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {found}; expected {expected}."), name);
        }
    }
}
