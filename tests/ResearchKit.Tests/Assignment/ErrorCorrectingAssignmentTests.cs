using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

public sealed class ErrorCorrectingAssignmentTests
{
    private const double Relative = 1e-12;
    private const double CertificateBound = 1e-9;

    public static TheoryData<string> Kinds => new("uniform", "integers", "negative", "no triangle", "forbidden pairs", "must pair");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Should_Equal_Brute_Force_When_Small(string kind)
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var (substitution, deletion, insertion) = Make(kind, trial % 5, trial / 5 % 6, trial);
            var expected = BruteForce(substitution, deletion, insertion);
            if (double.IsPositiveInfinity(expected))
            {
                Assert.Throws<InfeasibleAssignmentException>(() => ErrorCorrectingAssignment.Solve(substitution, deletion, insertion));
                continue;
            }

            AssertSolution(substitution, deletion, insertion, expected);
        }
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(17, 41)]
    [InlineData(52, 9)]
    public void Should_Equal_Full_Matrix_Of_Definition_When_Larger(int rows, int columns)
    {
        foreach (var kind in new[] { "uniform", "integers", "negative", "no triangle", "forbidden pairs" })
        {
            for (var trial = 0; trial < 5; trial++)
            {
                var (substitution, deletion, insertion) = Make(kind, rows, columns, trial);
                AssertSolution(substitution, deletion, insertion, ByDefinition(substitution, deletion, insertion));
            }
        }
    }

    [Fact]
    public void Should_Delete_And_Insert_All_When_Pairs_Are_Too_Dear()
    {
        var result = ErrorCorrectingAssignment.Solve([5.0, 5.0, 5.0, 5.0], [1.0, 2.0], [1.0, 2.0]);

        Assert.Equal([-1, -1], result.ColumnOfRow);
        Assert.Equal([0, 1], result.InsertedColumns);
        Assert.Equal(6, result.Objective);
    }

    [Fact]
    public void Should_Keep_The_Pair_When_It_Costs_As_Much_As_Deletion_And_Insertion()
    {
        var result = ErrorCorrectingAssignment.Solve([2.0], [1.0], [1.0]);

        Assert.Equal([0], result.ColumnOfRow);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(0, 0)]
    public void Should_Only_Insert_Or_Delete_When_One_Side_Is_Empty(int rows, int columns)
    {
        var result = ErrorCorrectingAssignment.Solve([], Enumerable.Repeat(2.0, rows).ToArray(), Enumerable.Repeat(3.0, columns).ToArray());

        Assert.Equal((2 * rows) + (3 * columns), result.Objective);
        Assert.Equal(columns, result.InsertedColumns.Length);
        Assert.InRange(result.Certificate, 0, CertificateBound);
    }

    [Fact]
    public void Should_Agree_Across_Precisions_When_Costs_Are_Representable()
    {
        var (substitution, deletion, insertion) = Make("integers", 20, 25, 3);

        var ofSingle = ErrorCorrectingAssignment.Solve(
            Array.ConvertAll(substitution, x => (float)x), Array.ConvertAll(deletion, x => (float)x), Array.ConvertAll(insertion, x => (float)x));

        Assert.Equal(ErrorCorrectingAssignment.Solve(substitution, deletion, insertion).Objective, ofSingle.Objective);
    }

    [Fact]
    public void Should_Name_The_Place_When_A_Cost_Is_NaN()
    {
        var ofPair = Assert.Throws<ArgumentException>(() => ErrorCorrectingAssignment.Solve([1.0, double.NaN], [1.0, 1.0], [1.0]));
        var ofDeletion = Assert.Throws<ArgumentException>(() => ErrorCorrectingAssignment.Solve([1.0, 1.0], [1.0, double.NaN], [1.0]));
        var ofInsertion = Assert.Throws<ArgumentException>(() => ErrorCorrectingAssignment.Solve([1.0], [1.0], [double.NegativeInfinity]));

        Assert.Contains("cost[1, 0]", ofPair.Message, StringComparison.Ordinal);
        Assert.Contains("deletion[1]", ofDeletion.Message, StringComparison.Ordinal);
        Assert.Contains("insertion[0]", ofInsertion.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_When_Lengths_Do_Not_Fit() =>
        Assert.Contains("[2, 2]", Assert.Throws<ArgumentException>(() => ErrorCorrectingAssignment.Solve([1.0, 2.0, 3.0], [1.0, 1.0], [1.0, 1.0])).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Not_Allocate_When_Workspace_Is_Warm()
    {
        var (substitution, deletion, insertion) = Make("uniform", 30, 40, 1);
        var workspace = new AssignmentWorkspace();
        var partners = new int[30];
        var first = workspace.SolveErrorCorrecting(substitution, deletion, insertion, partners);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var second = workspace.SolveErrorCorrecting(substitution, deletion, insertion, partners);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(first, second);
    }

    private static void AssertSolution(double[] substitution, double[] deletion, double[] insertion, double expected)
    {
        var result = ErrorCorrectingAssignment.Solve(substitution, deletion, insertion);

        var size = Relative * (1 + deletion.Concat(insertion).Concat(substitution).Where(double.IsFinite).Sum(Math.Abs));
        Assert.InRange(result.Objective, expected - size, expected + size);
        Assert.InRange(result.Certificate, 0, CertificateBound);
        var pairs = Enumerable.Range(0, deletion.Length).Where(i => result.ColumnOfRow[i] >= 0).ToArray();
        Assert.Equal(insertion.Length, pairs.Select(i => result.ColumnOfRow[i]).Concat(result.InsertedColumns).Distinct().Count());
        var recomputed = Enumerable.Range(0, deletion.Length).Sum(i => result.ColumnOfRow[i] < 0 ? deletion[i] : substitution[(i * insertion.Length) + result.ColumnOfRow[i]])
            + result.InsertedColumns.Sum(j => insertion[j]);
        Assert.InRange(recomputed, expected - size, expected + size);
    }

    private static (double[] Substitution, double[] Deletion, double[] Insertion) Make(string kind, int rows, int columns, int trial)
    {
        var random = new Seed(5).For(kind, (trial * 10_000) + (rows * 100) + columns).ToRandom();
        double Draw(double scale) => kind switch
        {
            "integers" => random.Next(5),
            "negative" => (random.NextDouble() - 0.5) * scale,
            _ => random.NextDouble() * scale,
        };
        var pairScale = kind == "no triangle" ? 20 : 2;
        var substitution = Enumerable.Range(0, rows * columns)
            .Select(_ => kind == "forbidden pairs" && random.Next(3) == 0 ? double.PositiveInfinity : Draw(pairScale)).ToArray();
        double Side() => kind == "must pair" && random.Next(3) == 0 ? double.PositiveInfinity : Draw(1);
        return (substitution, [.. Enumerable.Range(0, rows).Select(_ => Side())], [.. Enumerable.Range(0, columns).Select(_ => Side())]);
    }

    private static double ByDefinition(double[] substitution, double[] deletion, double[] insertion)
    {
        var (rows, columns) = (deletion.Length, insertion.Length);
        var size = rows + columns;
        var full = new double[size * size];
        Array.Fill(full, double.PositiveInfinity);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                full[(i * size) + j] = (i < rows, j < columns) switch
                {
                    (true, true) => substitution[(i * columns) + j],
                    (true, false) => j - columns == i ? deletion[i] : double.PositiveInfinity,
                    (false, true) => i - rows == j ? insertion[j] : double.PositiveInfinity,
                    _ => 0,
                };
            }
        }

        return HungarianOracle.Minimum(full, size, size);
    }

    private static double BruteForce(double[] substitution, double[] deletion, double[] insertion)
    {
        return Try(0, 0);

        double Try(int i, int used)
        {
            if (i == deletion.Length)
            {
                return Enumerable.Range(0, insertion.Length).Where(j => (used & (1 << j)) == 0).Sum(j => insertion[j]);
            }

            var best = deletion[i] + Try(i + 1, used);
            for (var j = 0; j < insertion.Length; j++)
            {
                if ((used & (1 << j)) == 0)
                {
                    best = Math.Min(best, substitution[(i * insertion.Length) + j] + Try(i + 1, used | (1 << j)));
                }
            }

            return best;
        }
    }
}
