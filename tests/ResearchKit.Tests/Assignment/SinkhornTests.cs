using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

public sealed class SinkhornTests
{
    /// <summary>A little above the tolerance of the iteration: column sums are exact only to rounding.</summary>
    private const double MarginalBound = 1e-8;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(3, 11)]
    [InlineData(17, 5)]
    public void Should_Meet_Marginals_When_Converged(int rows, int columns)
    {
        var random = new Seed(3).For("marginals", rows).ToRandom();
        var cost = CostFamilies.Make("uniform", rows, columns, 4);
        var a = Positive(random, rows);
        var b = Positive(random, columns);

        var result = Sinkhorn.Solve(cost, rows, columns, new SinkhornOptions { RowMarginals = a, ColumnMarginals = b, Regularization = 0.1, MaxIterations = 10_000 });

        Assert.True(result.Converged);
        for (var i = 0; i < rows; i++)
        {
            Assert.Equal(a[i], Enumerable.Range(0, columns).Sum(j => result.Plan[(i * columns) + j]), MarginalBound);
        }

        for (var j = 0; j < columns; j++)
        {
            Assert.Equal(b[j], Enumerable.Range(0, rows).Sum(i => result.Plan[(i * columns) + j]), MarginalBound);
        }
    }

    [Fact]
    public void Should_Have_The_Form_Of_The_Optimum_When_Converged()
    {
        // The plan is optimal if and only if it meets the marginals and is a scaling of exp(-C / epsilon): P[i,j] P[k,l] / (P[i,l] P[k,j]) is fixed by C.
        var cost = CostFamilies.Make("uniform", 5, 6, 1);
        var result = Sinkhorn.Solve(cost, 5, 6, new SinkhornOptions { Regularization = 0.2 });
        var p = result.Plan;

        for (var i = 1; i < 5; i++)
        {
            for (var j = 1; j < 6; j++)
            {
                var measured = Math.Log(p[0] * p[(i * 6) + j] / (p[j] * p[i * 6]));
                var expected = -(cost[0] + cost[(i * 6) + j] - cost[j] - cost[i * 6]) / 0.2;
                Assert.Equal(expected, measured, 1e-9);
            }
        }
    }

    [Fact]
    public void Should_Approach_The_Assignment_When_Regularization_Is_Small()
    {
        var cost = CostFamilies.Make("uniform", 12, 12, 8);
        var optimum = LinearAssignment.Solve(cost, 12, 12).Objective / 12;

        var result = Sinkhorn.Solve(cost, 12, 12, new SinkhornOptions { Regularization = 1e-3, MaxIterations = 200_000, Tolerance = 1e-7 });

        // An entropy of at most log(144) nats bounds the excess; the marginal error the shortfall.
        Assert.InRange(result.Cost, optimum - 1e-6, optimum + (1e-3 * Math.Log(144)));
        Assert.All(result.Plan, x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Should_Not_Overflow_When_Costs_Dwarf_The_Regularization()
    {
        var cost = Array.ConvertAll(CostFamilies.Make("normal", 6, 6, 2), x => x * 1e6);

        var result = Sinkhorn.Solve(cost, 6, 6, new SinkhornOptions { Regularization = 1, MaxIterations = 50 });

        Assert.All(result.Plan, x => Assert.InRange(x, 0, 1));
        Assert.Equal(50, result.Iterations);
        Assert.Equal(1, result.Plan.Sum(), 1e-9);
    }

    [Fact]
    public void Should_Report_When_Not_Converged()
    {
        var result = Sinkhorn.Solve(CostFamilies.Make("uniform", 20, 20, 6), 20, 20, new SinkhornOptions { Regularization = 1e-3, MaxIterations = 2 });

        Assert.False(result.Converged);
        Assert.Equal(2, result.Iterations);
        Assert.True(result.MarginalError > 1e-9);
    }

    [Fact]
    public void Should_Agree_When_Maximizing_The_Negative()
    {
        var cost = CostFamilies.Make("normal", 4, 5, 1);

        var least = Sinkhorn.Solve(cost, 4, 5);
        var most = Sinkhorn.Solve(Array.ConvertAll(cost, x => -x), 4, 5, new SinkhornOptions { Sense = Sense.Maximize });

        Assert.Equal(least.Plan, most.Plan);
        Assert.Equal(least.Cost, -most.Cost);
    }

    [Fact]
    public void Should_Give_No_Mass_When_A_Pair_Is_Forbidden()
    {
        var result = Sinkhorn.Solve([double.PositiveInfinity, 1.0, 1.0, 1.0], 2, 2, new SinkhornOptions { MaxIterations = 100_000, Tolerance = 1e-4 });

        Assert.Equal(0, result.Plan[0]);
        Assert.Equal(0.5, result.Plan[1], 1e-3);
    }

    [Fact]
    public void Should_Give_No_Mass_When_A_Marginal_Is_Zero()
    {
        var result = Sinkhorn.Solve([1.0, 2.0, 3.0, 4.0], 2, 2, new SinkhornOptions { RowMarginals = [1, 0], ColumnMarginals = [0.25, 0.75] });

        Assert.True(result.Converged);
        Assert.Equal(0.25, result.Plan[0], MarginalBound);
        Assert.Equal(0.75, result.Plan[1], MarginalBound);
        Assert.Equal(0, result.Plan[2]);
        Assert.Equal(0, result.Plan[3]);
    }

    [Fact]
    public void Should_Agree_Across_Precisions_When_Costs_Are_Representable()
    {
        var cost = CostFamilies.Make("manyIntegers", 9, 9, 2);

        var ofSingle = Sinkhorn.Solve(Array.ConvertAll(cost, x => (float)x), 9, 9, new SinkhornOptions { Regularization = 10 });

        Assert.Equal(Sinkhorn.Solve(cost, 9, 9, new SinkhornOptions { Regularization = 10 }).Plan, ofSingle.Plan);
    }

    [Fact]
    public void Should_Refuse_When_A_Row_With_Mass_Has_Only_Forbidden_Pairs() =>
        Assert.Contains("row 1", Assert.Throws<InfeasibleAssignmentException>(() =>
            Sinkhorn.Solve([1.0, 1.0, double.PositiveInfinity, double.PositiveInfinity], 2, 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Refuse_When_Arguments_Are_Wrong()
    {
        double[] cost = [1, 2, 3, 4];
        Assert.Throws<ArgumentException>(() => Sinkhorn.Solve(cost, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sinkhorn.Solve(ReadOnlySpan<double>.Empty, 0, 0));
        Assert.Throws<ArgumentException>(() => Sinkhorn.Solve(cost, 2, 2, new SinkhornOptions { Regularization = 0 }));
        Assert.Throws<ArgumentException>(() => Sinkhorn.Solve(cost, 2, 2, new SinkhornOptions { MaxIterations = 0 }));
        Assert.Throws<ArgumentException>(() => Sinkhorn.Solve(cost, 2, 2, new SinkhornOptions { RowMarginals = [1, 1, 1] }));
        Assert.Throws<ArgumentException>(() => Sinkhorn.Solve(cost, 2, 2, new SinkhornOptions { RowMarginals = [1, -1] }));
        Assert.Throws<ArgumentException>(() => Sinkhorn.Solve(cost, 2, 2, new SinkhornOptions { RowMarginals = [2, 2] }));
        Assert.Contains("cost[1, 0]", Assert.Throws<ArgumentException>(() => Sinkhorn.Solve([1, 2, double.NaN, 4], 2, 2)).Message, StringComparison.Ordinal);
    }

    private static double[] Positive(Random random, int length)
    {
        var values = Enumerable.Range(0, length).Select(_ => 0.1 + random.NextDouble()).ToArray();
        var total = values.Sum();
        return Array.ConvertAll(values, x => x / total);
    }
}
