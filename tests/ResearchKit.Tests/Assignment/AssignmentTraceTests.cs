using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

public sealed class AssignmentTraceTests
{
    /// <summary>Sums of at most 40 numbers between 0 and 1 in double precision.</summary>
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(6, 6)]
    [InlineData(7, 8)]
    public void Should_Equal_Brute_Force_When_Small(int rows, int columns)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var cost = Draw(rows, columns, seed);
            Assert.Equal(HungarianOracle.BruteForce(Flat(cost), rows, columns), AssignmentTrace.Solve(cost).Objective, Rounding);
        }
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(17, 33)]
    public void Should_Equal_The_Solver_When_Larger(int rows, int columns)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var cost = Draw(rows, columns, seed);
            var expected = LinearAssignment.Solve(Flat(cost), rows, columns);
            var trace = AssignmentTrace.Solve(cost);

            Assert.Equal(expected.Objective, trace.Objective, Rounding);
            Assert.Equal(expected.ColumnOfRow, trace.ColumnOfRow); // random costs have one optimum
            Assert.Equal(trace.Objective, trace.DualObjective, Rounding);
        }
    }

    [Fact]
    public void Should_Keep_Reduced_Costs_Non_Negative_And_Zero_On_Pairs_At_Every_Step()
    {
        var trace = AssignmentTrace.Solve(Draw(12, 15, 3));

        for (var step = 0; step < trace.Steps.Count; step++)
        {
            var reduced = trace.ReducedCosts(step);
            for (var i = 0; i <= step; i++)
            {
                for (var j = 0; j < 15; j++)
                {
                    Assert.True(reduced[i, j] >= -Rounding, $"step {step}: reduced cost [{i}, {j}] is {reduced[i, j]}");
                }

                Assert.Equal(0, reduced[i, trace.Steps[step].ColumnOfRow[i]], Rounding);
            }
        }
    }

    [Fact]
    public void Should_Give_Every_Joined_Row_A_Column_Of_Its_Own_At_Every_Step()
    {
        var trace = AssignmentTrace.Solve(Draw(9, 9, 1));

        for (var step = 0; step < 9; step++)
        {
            var given = trace.Steps[step].ColumnOfRow[..(step + 1)];
            Assert.Equal(step, trace.Steps[step].Row);
            Assert.All(given, column => Assert.InRange(column, 0, 8));
            Assert.Equal(step + 1, given.Distinct().Count());
            Assert.All(trace.Steps[step].ColumnOfRow[(step + 1)..], column => Assert.Equal(-1, column));
        }
    }

    [Fact]
    public void Should_Turn_The_Pairs_Of_One_Step_Into_Those_Of_The_Next_Along_The_Path()
    {
        var trace = AssignmentTrace.Solve(Draw(10, 10, 2));
        var before = Enumerable.Repeat(-1, 10).ToArray();

        foreach (var step in trace.Steps)
        {
            Assert.Equal(step.Row, step.Path[0].Row);
            Assert.Equal(step.Reached[^1], step.Path[^1].Column);
            Assert.DoesNotContain(step.Path[^1].Column, before);
            for (var k = 1; k < step.Path.Count; k++)
            {
                Assert.Equal(before[step.Path[k].Row], step.Path[k - 1].Column);
            }

            foreach (var (row, column) in step.Path)
            {
                before[row] = column;
            }

            Assert.Equal(step.ColumnOfRow, before);
            Assert.Equal(step.Distances, step.Distances.Order());
        }
    }

    [Fact]
    public void Should_Undo_A_Pair_When_A_Later_Row_Needs_The_Column_More()
    {
        var trace = AssignmentTrace.Solve(new double[,] { { 1, 2 }, { 1, 9 } });

        Assert.Equal([0, -1], trace.Steps[0].ColumnOfRow);
        Assert.Equal([1, 0], trace.ColumnOfRow);
        Assert.Equal([(1, 0), (0, 1)], trace.Steps[1].Path);
        Assert.Equal(3, trace.Objective);
    }

    [Fact]
    public void Should_Give_The_Costs_Themselves_When_Asked_For_The_State_Before_The_First_Step()
    {
        var cost = Draw(3, 4, 5);

        Assert.Equal(cost, AssignmentTrace.Solve(cost).ReducedCosts(-1));
    }

    [Fact]
    public void Should_Have_No_Steps_When_There_Are_No_Rows()
    {
        var trace = AssignmentTrace.Solve(new double[0, 4]);

        Assert.Empty(trace.Steps);
        Assert.Empty(trace.ColumnOfRow);
        Assert.Equal(0, trace.Objective);
        Assert.Equal(0, trace.DualObjective);
    }

    [Fact]
    public void Should_Avoid_Forbidden_Pairs()
    {
        var trace = AssignmentTrace.Solve(new[,] { { 1, double.PositiveInfinity }, { 0, 5 } });

        Assert.Equal([0, 1], trace.ColumnOfRow);
        Assert.Equal(6, trace.Objective);
    }

    [Fact]
    public void Should_Say_Which_Row_Has_No_Partner_When_Infeasible()
    {
        var error = Assert.Throws<InfeasibleAssignmentException>(() =>
            AssignmentTrace.Solve(new[,] { { 1, double.PositiveInfinity }, { 2, double.PositiveInfinity } }));

        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Should_Refuse_An_Entry_That_Is_Not_A_Cost(double entry)
    {
        var error = Assert.Throws<ArgumentException>(() => AssignmentTrace.Solve(new[,] { { 1, 2 }, { 3, entry } }));

        Assert.Contains("cost[1, 1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_More_Rows_Than_Columns()
    {
        var error = Assert.Throws<ArgumentException>(() => AssignmentTrace.Solve(new double[3, 2]));

        Assert.Contains("3 rows and 2 columns", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public void Should_Refuse_A_Step_That_Does_Not_Exist(int step)
    {
        var trace = AssignmentTrace.Solve(new double[,] { { 1, 2 }, { 1, 9 } });

        Assert.Throws<ArgumentOutOfRangeException>(() => trace.ReducedCosts(step));
    }

    private static double[,] Draw(int rows, int columns, int seed)
    {
        var random = new Seed(99).For("trace", seed).ToRandom();
        var cost = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                cost[i, j] = random.NextDouble();
            }
        }

        return cost;
    }

    private static double[] Flat(double[,] cost) => [.. cost.Cast<double>()];
}
