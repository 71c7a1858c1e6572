using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

/// <summary>All methods, starts, precisions and register widths against each other.</summary>
public sealed class AssignmentMethodTests
{
    private const double Relative = 1e-12;
    private const double CertificateBound = 1e-9;

    public static TheoryData<string> Families => new(CostFamilies.Names);

    [Theory]
    [MemberData(nameof(Families))]
    public void Should_Equal_Oracle_When_Lists_Are_Used_On_Small_Problems(string family)
    {
        for (var trial = 0; trial < 150; trial++)
        {
            var shape = new Seed(23).For("shape", trial).ToRandom();
            var rows = shape.Next(1, 50);
            var columns = trial % 2 == 0 ? rows : shape.Next(1, 50);
            var cost = CostFamilies.Make(family, rows, columns, trial);
            var expected = HungarianOracle.Minimum(cost, rows, columns);
            foreach (var start in new[] { AssignmentStart.RowFirst, AssignmentStart.ColumnMinimum })
            {
                AssertOptimal(cost, rows, columns, expected, new AssignmentOptions { Method = AssignmentMethod.Lists, Start = start, FullCheck = true });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Should_Agree_Across_Methods_When_Larger(string family)
    {
        foreach (var (rows, columns) in new[] { (300, 300), (193, 257), (260, 200) })
        {
            var cost = CostFamilies.Make(family, rows, columns, 9);
            var expected = LinearAssignment.Solve(cost, rows, columns, new AssignmentOptions { Method = AssignmentMethod.Dense }).Objective;
            foreach (var start in Enum.GetValues<AssignmentStart>())
            {
                AssertOptimal(cost, rows, columns, expected, new AssignmentOptions { Method = AssignmentMethod.Lists, Start = start, FullCheck = true });
                AssertOptimal(cost, rows, columns, expected, new AssignmentOptions { Method = AssignmentMethod.Auto, Start = start });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Should_Solve_Exactly_When_Costs_Are_Single_Precision(string family)
    {
        foreach (var (rows, columns) in new[] { (15, 15), (16, 17), (33, 31), (250, 250), (200, 231) })
        {
            var single = Array.ConvertAll(CostFamilies.Make(family, rows, columns, 2), x => (float)Math.Clamp(x, -1e38, 1e38));
            var widened = Array.ConvertAll(single, x => (double)x);
            var expected = HungarianOracle.Minimum(widened, rows, columns);
            foreach (var method in Enum.GetValues<AssignmentMethod>())
            {
                var result = LinearAssignment.Solve(single, rows, columns, new AssignmentOptions { Method = method, FullCheck = true });
                var tolerance = Relative * widened.Max(Math.Abs) * Math.Min(rows, columns);
                Assert.InRange(result.Objective, expected - tolerance, expected + tolerance);
                Assert.InRange(result.Certificate, 0, CertificateBound);
                Assert.False(result.Counters.Repaired);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Should_Give_The_Same_Assignment_When_Registers_Differ(string family)
    {
        foreach (var n in new[] { 1, 7, 8, 9, 15, 16, 17, 31, 33, 64, 200 })
        {
            var cost = CostFamilies.Make(family, n, n, 6);
            var single = Array.ConvertAll(cost, x => (float)Math.Clamp(x, -1e38, 1e38));
            foreach (var method in new[] { AssignmentMethod.Dense, AssignmentMethod.Lists })
            {
                var options = new AssignmentOptions { Method = method };
                var expected = LinearAssignment.Solve(cost, n, n, options).ColumnOfRow;
                var expectedOfSingle = LinearAssignment.Solve(single, n, n, options).ColumnOfRow;
                foreach (var lanes in Enum.GetValues<LaneWidth>())
                {
                    Assert.Equal(expected, LinearAssignment.Solve(cost, n, n, options with { Lanes = lanes }).ColumnOfRow);
                    Assert.Equal(expectedOfSingle, LinearAssignment.Solve(single, n, n, options with { Lanes = lanes }).ColumnOfRow);
                }
            }
        }
    }

    private static void AssertOptimal(double[] cost, int rows, int columns, double expected, AssignmentOptions options)
    {
        var result = LinearAssignment.Solve(cost, rows, columns, options);
        var tolerance = Relative * cost.Max(Math.Abs) * Math.Min(rows, columns);
        Assert.InRange(result.Objective, expected - tolerance, expected + tolerance);
        Assert.InRange(result.Certificate, 0, CertificateBound);
        Assert.False(result.Counters.Repaired);
    }
}
