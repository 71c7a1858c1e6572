using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

/// <summary>What is refused, and with which words; forbidden pairs.</summary>
public sealed class AssignmentInputTests
{
    private const double Relative = 1e-12;

    public static MatrixTheoryData<AssignmentMethod, AssignmentStart> Ways { get; } = new(Enum.GetValues<AssignmentMethod>(), Enum.GetValues<AssignmentStart>());

    [Theory]
    [MemberData(nameof(Ways))]
    public void Should_Name_Row_And_Column_When_A_Cost_Is_NaN(AssignmentMethod method, AssignmentStart start)
    {
        var options = new AssignmentOptions { Method = method, Start = start };
        foreach (var (rows, columns, place) in new[] { (5, 5, 7), (9, 4, 35), (4, 9, 35), (320, 320, (319 * 320) + 317), (320, 320, 0) })
        {
            var cost = CostFamilies.Make("uniform", rows, columns, 1);
            cost[place] = double.NaN;
            var expected = $"cost[{place / columns}, {place % columns}] is NaN";

            Assert.Contains(expected, Assert.Throws<ArgumentException>(() => LinearAssignment.Solve(cost, rows, columns, options)).Message, StringComparison.Ordinal);
            Assert.Contains(
                expected, Assert.Throws<ArgumentException>(() => LinearAssignment.Solve(Array.ConvertAll(cost, x => (float)x), rows, columns, options)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Sense.Minimize, double.NegativeInfinity)]
    [InlineData(Sense.Maximize, double.PositiveInfinity)]
    public void Should_Refuse_When_An_Infinity_Would_Be_Free(Sense sense, double infinity)
    {
        double[] cost = [1, 2, infinity, 4];

        var message = Assert.Throws<ArgumentException>(() => LinearAssignment.Solve(cost, 2, 2, new AssignmentOptions { Sense = sense })).Message;

        Assert.Contains("cost[1, 0]", message, StringComparison.Ordinal);
        Assert.Contains("forbidden pair", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_When_Shape_Does_Not_Fit()
    {
        Assert.Contains("5 entries", Assert.Throws<ArgumentException>(() => LinearAssignment.Solve(new double[5], 2, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LinearAssignment.Solve(new float[5], 70_000, 70_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearAssignment.Solve(new float[4], -2, -2));
        Assert.Contains(
            "3 places", Assert.Throws<ArgumentException>(() => new AssignmentWorkspace().Solve(new double[4], 2, new int[3])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Should_Equal_Brute_Force_When_Pairs_Are_Forbidden(AssignmentMethod method, AssignmentStart start)
    {
        var (feasible, infeasible) = (0, 0);
        for (var trial = 0; trial < 400; trial++)
        {
            var random = new Seed(31).For("forbidden", trial).ToRandom();
            var (rows, columns) = (random.Next(1, 7), random.Next(1, 7));
            var share = random.NextDouble();
            var cost = Array.ConvertAll(CostFamilies.Make("manyIntegers", rows, columns, trial), x => random.NextDouble() < share ? double.PositiveInfinity : x);
            var expected = HungarianOracle.BruteForce(cost, rows, columns);
            var options = new AssignmentOptions { Method = method, Start = start };
            if (double.IsPositiveInfinity(expected))
            {
                infeasible++;
                Assert.Throws<InfeasibleAssignmentException>(() => LinearAssignment.Solve(cost, rows, columns, options));
                Assert.Throws<InfeasibleAssignmentException>(() => LinearAssignment.Solve(Array.ConvertAll(cost, x => (float)x), rows, columns, options));
            }
            else
            {
                feasible++;
                var result = LinearAssignment.Solve(cost, rows, columns, options);
                Assert.Equal(expected, result.Objective);
                Assert.InRange(result.Certificate, 0, 1e-9);
                Assert.Equal(expected, LinearAssignment.Solve(Array.ConvertAll(cost, x => -(float)x), rows, columns, options with { Sense = Sense.Maximize }).Objective * -1);
            }
        }

        Assert.True(feasible > 50 && infeasible > 50);
    }

    [Fact]
    public void Should_Equal_Oracle_When_Most_Pairs_Are_Forbidden_And_Lists_Are_Used()
    {
        const int n = 320;
        var random = new Seed(8).ToRandom();
        var cost = CostFamilies.Make("uniform", n, n, 8);
        for (var k = 0; k < cost.Length; k++)
        {
            // A diagonal stays allowed, so that an assignment exists.
            cost[k] = k % (n + 1) != 0 && random.NextDouble() < 0.97 ? double.PositiveInfinity : cost[k];
        }

        var expected = HungarianOracle.Minimum(cost, n, n);
        foreach (var start in Enum.GetValues<AssignmentStart>())
        {
            var result = LinearAssignment.Solve(cost, n, n, new AssignmentOptions { Method = AssignmentMethod.Lists, Start = start });
            Assert.Equal(expected, result.Objective, expected * Relative);
            Assert.InRange(result.Certificate, 0, 1e-9);
            Assert.DoesNotContain(result.ColumnOfRow.Select((j, i) => cost[(i * n) + j]), double.IsInfinity);
        }
    }

    [Fact]
    public void Should_Say_Which_Side_Is_Stuck_When_Infeasible()
    {
        double[] wide = [1, 1, 1, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity];
        double[] tall = HungarianOracle.Transpose(wide, 2, 3);

        Assert.Contains("row 1 of the [2, 3]", Assert.Throws<InfeasibleAssignmentException>(() => LinearAssignment.Solve(wide, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("column 1 of the [3, 2]", Assert.Throws<InfeasibleAssignmentException>(() => LinearAssignment.Solve(tall, 3, 2)).Message, StringComparison.Ordinal);
    }
}
