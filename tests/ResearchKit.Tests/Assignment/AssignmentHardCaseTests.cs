using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

/// <summary>Matrices made to be slow or inexact: ties without end, price wars, geometry, huge and tiny numbers, and the repair of a refused result.</summary>
public sealed class AssignmentHardCaseTests
{
    private const double Relative = 1e-12;
    private const double CertificateBound = 1e-9;

    [Theory]
    [InlineData("all equal")]
    [InlineData("two columns wanted by all")]
    [InlineData("staircase")]
    [InlineData("price war")]
    [InlineData("block of ties")]
    public void Should_End_Quickly_When_Costs_Are_Adversarial(string kind)
    {
        const int n = 700;
        var random = new Seed(4).For(kind).ToRandom();
        var cost = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                cost[(i * n) + j] = kind switch
                {
                    "all equal" => 1,
                    "two columns wanted by all" => j < 2 ? random.NextDouble() * 1e-9 : 1 + (random.NextDouble() * 1e-9),
                    "staircase" => (i + 1.0) * (j + 1.0),
                    "price war" => j < 3 ? 1e-12 * ((i * 31) + j) : 1e3 + (1e-9 * ((i + j) % 7)),
                    _ => i < n / 2 == j < n / 2 ? random.Next(2) : 5,
                };
            }
        }

        var dense = LinearAssignment.Solve(cost, n, n, new AssignmentOptions { Method = AssignmentMethod.Dense });
        var tolerance = Relative * cost.Max() * n;
        Assert.InRange(dense.Certificate, 0, CertificateBound);
        foreach (var start in Enum.GetValues<AssignmentStart>())
        {
            var options = new AssignmentOptions { Method = AssignmentMethod.Lists, Start = start, FullCheck = true };
            var result = LinearAssignment.Solve(cost, n, n, options);
            Assert.Equal(dense.Objective, result.Objective, tolerance);
            Assert.InRange(result.Certificate, 0, CertificateBound);
            var single = LinearAssignment.Solve(Array.ConvertAll(cost, x => (float)x), n, n, options);
            Assert.InRange(single.Certificate, 0, CertificateBound);
        }
    }

    [Theory]
    [InlineData(640)]
    [InlineData(1000)]
    public void Should_Agree_With_The_Dense_Method_When_Epsilon_Pricing_Sets_In(int n)
    {
        var cost = CostFamilies.Make("plane", n, n, 77);
        var single = Array.ConvertAll(cost, x => (float)x);

        var dense = LinearAssignment.Solve(cost, n, n, new AssignmentOptions { Method = AssignmentMethod.Dense });
        var lists = LinearAssignment.Solve(cost, n, n, new AssignmentOptions { Method = AssignmentMethod.Lists, FullCheck = true });
        var ofSingle = LinearAssignment.Solve(single, n, n, new AssignmentOptions { Method = AssignmentMethod.Lists, FullCheck = true });
        var ofWidened = LinearAssignment.Solve(Array.ConvertAll(single, x => (double)x), n, n, new AssignmentOptions { Method = AssignmentMethod.Dense });

        // The auction's bids show in the row steps: without it there are at most nine a row.
        Assert.True(lists.Counters.RowSteps > 9 * n);
        Assert.Equal(dense.Objective, lists.Objective, Relative * dense.Objective);
        Assert.Equal(ofWidened.Objective, ofSingle.Objective, Relative * dense.Objective);
        Assert.InRange(lists.Certificate, 0, CertificateBound);
        Assert.InRange(ofSingle.Certificate, 0, CertificateBound);
    }

    [Fact]
    public void Should_Solve_Again_By_The_Dense_Method_When_The_Certificate_Is_Not_Accepted()
    {
        const int n = 310;
        var cost = CostFamilies.Make("uniform", n, n, 1);

        var result = LinearAssignment.Solve(cost, n, n, new AssignmentOptions { Method = AssignmentMethod.Lists, RepairAbove = -1 });

        Assert.True(result.Counters.Repaired);
        Assert.Equal(AssignmentMethod.Dense, result.Method);
        Assert.Equal(LinearAssignment.Solve(cost, n, n).Objective, result.Objective, Relative * n);
    }

    [Theory]
    [InlineData(3e38)]
    [InlineData(1e19)]
    [InlineData(1e-38)]
    [InlineData(1e-45)]
    public void Should_Be_Exact_When_Single_Precision_Is_At_Its_Limits(double scale)
    {
        const int n = 330;
        var single = Array.ConvertAll(CostFamilies.Make("normal", n, n, 3), x => (float)(scale * Math.Clamp(x, -1, 1)));
        var widened = Array.ConvertAll(single, x => (double)x);
        var expected = HungarianOracle.Minimum(widened, n, n);

        var result = LinearAssignment.Solve(single, n, n, new AssignmentOptions { Method = AssignmentMethod.Lists, FullCheck = true });

        Assert.Equal(expected, result.Objective, Relative * widened.Max(Math.Abs) * n);
        Assert.InRange(result.Certificate, 0, CertificateBound);
        Assert.False(result.Counters.Repaired);
    }

    [Fact]
    public void Should_Accept_What_A_Full_Check_Accepts_When_Lists_Keep_Bounds()
    {
        foreach (var family in CostFamilies.Names)
        {
            foreach (var (rows, columns) in new[] { (340, 340), (310, 333), (350, 305) })
            {
                var cost = CostFamilies.Make(family, rows, columns, 12);
                var single = Array.ConvertAll(cost, x => (float)Math.Clamp(x, -1e38, 1e38));
                var options = new AssignmentOptions { Method = AssignmentMethod.Lists };

                Assert.Equal(
                    LinearAssignment.Solve(cost, rows, columns, options with { FullCheck = true }).Certificate,
                    LinearAssignment.Solve(cost, rows, columns, options).Certificate,
                    1e-15);
                Assert.Equal(
                    LinearAssignment.Solve(single, rows, columns, options with { FullCheck = true }).Certificate,
                    LinearAssignment.Solve(single, rows, columns, options).Certificate,
                    1e-15);
            }
        }
    }

    [Fact]
    public void Should_See_A_Wrong_Dual_When_Certifying()
    {
        double[] cost = [1, 5, 5, 1];
        float[] single = [1, 5, 5, 1];
        int[] partners = [0, 1];

        Assert.Equal(0, DualCertificate.Check<double>(cost, 1, 1, LaneWidth.Widest, partners, [1, 1], [0, 0]));
        Assert.Equal(3.0 / 13, DualCertificate.Check<double>(cost, 1, 1, LaneWidth.Widest, partners, [1, -6], [0, 7]), 1e-15);
        Assert.Equal(3.0 / 13, DualCertificate.Check<float>(single, 1, 1, LaneWidth.Widest, partners, [1, -6], [0, 7]), 1e-15);
    }

    [Fact]
    public void Should_See_A_Price_On_An_Unassigned_Column_When_Certifying()
    {
        Assert.Equal(0, DualCertificate.Check<double>([1.0, 2.0], 1, 1, LaneWidth.Widest, [0], [1], [0, 0]));
        Assert.Equal(0.5, DualCertificate.Check<double>([1.0, 2.0], 1, 1, LaneWidth.Widest, [0], [1], [0, -1]));
        Assert.Equal(0.25, DualCertificate.Check<double>([1.0, 2.0], 1, 1, LaneWidth.Widest, [0], [0.75], [0.25, 0]));
    }
}
