using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

public sealed class LinearAssignmentTests
{
    /// <summary>Rounding of a few additions in each of the n terms of a sum.</summary>
    private const double Relative = 1e-12;

    /// <summary>The bound that every certificate must meet.</summary>
    private const double CertificateBound = 1e-9;

    public static TheoryData<string> Families => new(CostFamilies.Names);

    [Theory]
    [MemberData(nameof(Families))]
    public void Should_Equal_Oracle_When_Costs_Are_Random(string family)
    {
        for (var trial = 0; trial < 120; trial++)
        {
            var shape = new Seed(17).For("shape", trial).ToRandom();
            var rows = shape.Next(1, 40);
            var columns = trial % 3 == 0 ? rows : shape.Next(1, 40);
            var cost = CostFamilies.Make(family, rows, columns, trial);
            AssertOptimal(cost, rows, columns, HungarianOracle.Minimum(cost, rows, columns));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Should_Equal_Brute_Force_When_Small(string family)
    {
        for (var trial = 0; trial < 60; trial++)
        {
            var (rows, columns) = ((trial % 6) + 1, (trial / 10) + 1);
            var cost = CostFamilies.Make(family, rows, columns, trial);
            AssertOptimal(cost, rows, columns, HungarianOracle.BruteForce(cost, rows, columns));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    public void Should_Be_Empty_When_There_Is_Nothing_To_Pair(int rows, int columns)
    {
        var result = LinearAssignment.Solve(ReadOnlySpan<double>.Empty, rows, columns);

        Assert.Equal(Enumerable.Repeat(-1, rows), result.ColumnOfRow);
        Assert.Equal(0, result.Objective);
        Assert.Equal(0, result.Certificate);
        Assert.Equal(rows, result.RowDuals.Length);
        Assert.Equal(columns, result.ColumnDuals.Length);
    }

    [Fact]
    public void Should_Maximize_When_Asked()
    {
        for (var trial = 0; trial < 50; trial++)
        {
            var cost = CostFamilies.Make("normal", 13, 17, trial);
            var expected = -HungarianOracle.Minimum([.. cost.Select(x => -x)], 13, 17);

            var result = LinearAssignment.Solve(cost, 13, 17, new AssignmentOptions { Sense = Sense.Maximize });

            AssertClose(expected, result.Objective, expected);
            AssertDuals(cost, 13, 17, result, Sense.Maximize);
        }
    }

    private static void AssertOptimal(double[] cost, int rows, int columns, double expected)
    {
        var result = LinearAssignment.Solve(cost, rows, columns);

        AssertDuals(cost, rows, columns, result, Sense.Minimize);
        AssertClose(expected, result.Objective, cost.Max(Math.Abs) * Math.Min(rows, columns));
    }

    private static void AssertClose(double expected, double actual, double size) =>
        Assert.True(Math.Abs(expected - actual) <= Relative * Math.Abs(size), $"expected {expected:R}, got {actual:R}");

    private static void AssertDuals(double[] cost, int rows, int columns, AssignmentResult result, Sense sense)
    {
        Assert.InRange(result.Certificate, 0, CertificateBound);
        var partners = result.ColumnOfRow.Where(j => j >= 0).ToArray();
        Assert.Equal(Math.Min(rows, columns), partners.Length);
        Assert.Equal(partners.Length, partners.Distinct().Count());
        var sign = sense == Sense.Minimize ? 1 : -1;
        var size = cost.Max(Math.Abs);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                Assert.True(sign * (result.RowDuals[i] + result.ColumnDuals[j] - cost[(i * columns) + j]) <= CertificateBound * size);
            }
        }

        AssertClose(result.Objective, result.RowDuals.Sum() + result.ColumnDuals.Sum(), size * rows * columns);
    }
}
