using ResearchKit.Assignment;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Transport;

/// <summary>Optimal transport with uniform marginals between the units of a candidate and of a reference.</summary>
internal static class TransportProblem
{
    /// <summary>Copies of units up to which widths that differ are solved exactly.</summary>
    private const int MostCopies = 8192;

    /// <summary>Solves for units given as rows of vectors.</summary>
    /// <param name="candidate">Shape (n, d), float64.</param>
    /// <param name="reference">Shape (m, d), float64.</param>
    /// <param name="options">Cost and method.</param>
    public static TransportMap Solve(Tensor candidate, Tensor reference, TransportOptions options)
    {
        using var scope = NewDisposeScope();
        var (n, m) = ((int)candidate.shape[0], (int)reference.shape[0]);

        // By inner products, whose rounding can leave squares of equal rows a little below 0.
        var squares = candidate.square().sum(1).unsqueeze(1) + reference.square().sum(1).unsqueeze(0) - (candidate.matmul(reference.t()) * 2);
        squares = squares.clamp_min(0);
        var cost = (options.Cost == GroundCost.Euclidean ? squares.sqrt() : squares).contiguous().data<double>().ToArray();
        var exact = options.Method == TransportMethod.Exact || (options.Method == TransportMethod.Auto && n == m);
        return exact ? SolveExactly(cost, n, m) : SolveSoftly(cost, n, m, options);
    }

    /// <summary>Each unit stands lcm(n, m) / n (or / m) times, and every copy carries 1 / lcm(n, m).</summary>
    private static TransportMap SolveExactly(double[] cost, int n, int m)
    {
        var copies = (long)n / Gcd(n, m) * m;
        if (copies > MostCopies)
        {
            throw new ArgumentException($"Exact transport between {n} and {m} units needs {copies} copies of units, more than {MostCopies}; take {TransportMethod.Sinkhorn}.");
        }

        var size = (int)copies;
        var (perRow, perColumn) = (size / n, size / m);
        var wide = cost;
        if (size != n || size != m)
        {
            wide = new double[(long)size * size];
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                {
                    wide[((long)i * size) + j] = cost[(i / perRow * m) + (j / perColumn)];
                }
            }
        }

        var result = LinearAssignment.Solve(wide, size, size);
        var plan = new double[n * m];
        for (var i = 0; i < size; i++)
        {
            plan[(i / perRow * m) + (result.ColumnOfRow[i] / perColumn)] += 1.0 / size;
        }

        return new TransportMap(plan, n, m, isExact: true, result.Objective / size, converged: true);
    }

    private static TransportMap SolveSoftly(double[] cost, int n, int m, TransportOptions options)
    {
        var largest = cost.Max();
        var result = Sinkhorn.Solve(cost, n, m, new SinkhornOptions { Regularization = options.Regularization * (largest > 0 ? largest : 1), MaxIterations = options.MaxIterations, Tolerance = options.Tolerance });
        return new TransportMap(result.Plan, n, m, isExact: false, result.Cost, result.Converged);
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
