using FsCheck;
using FsCheck.Fluent;
using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

/// <summary>Properties that hold for every matrix, on random ones with many ties (small integers, so that all sums are exact).</summary>
public sealed class AssignmentPropertyTests
{
    private const int Trials = 300;

    /// <summary>Shapes up to 14 x 14 and entries from -5 to 5.</summary>
    private static readonly Arbitrary<(int Rows, int Columns, double[] Cost)> Problems = (
        from rows in Gen.Choose(1, 14)
        from columns in Gen.Choose(1, 14)
        from cost in Gen.ArrayOf(Gen.Choose(-5, 5), rows * columns)
        select (rows, columns, Array.ConvertAll(cost, x => (double)x))).ToArbitrary();

    [Fact]
    public void Should_Keep_The_Pairs_Optimal_When_Constants_Are_Added_To_Rows_And_Columns() =>
        Check((rows, columns, cost, method) =>
        {
            // On the longer side a constant would change what it is worth to stay alone.
            var changed = cost.Select((x, k) => x + (rows <= columns ? 3 * (k / columns) : 0) - (columns <= rows ? 7 * (k % columns) : 0)).ToArray();
            var shift = (rows <= columns ? 3.0 * rows * (rows - 1) / 2 : 0) - (columns <= rows ? 7.0 * columns * (columns - 1) / 2 : 0);

            return Value(cost, rows, columns, method) + shift == Value(changed, rows, columns, method);
        });

    [Fact]
    public void Should_Have_The_Same_Value_When_Transposed() =>
        Check((rows, columns, cost, method) =>
            Value(cost, rows, columns, method) == Value(HungarianOracle.Transpose(cost, rows, columns), columns, rows, method));

    [Fact]
    public void Should_Have_The_Same_Value_When_Rows_Are_Permuted() =>
        Check((rows, columns, cost, method) =>
        {
            var reversed = Enumerable.Range(0, rows).Reverse().SelectMany(i => cost.Skip(i * columns).Take(columns)).ToArray();
            return Value(cost, rows, columns, method) == Value(reversed, rows, columns, method);
        });

    [Fact]
    public void Should_Have_The_Same_Value_When_Padded_To_A_Square() =>
        Check((rows, columns, cost, method) =>
        {
            var size = Math.Max(rows, columns);
            var padded = new double[size * size];
            for (var k = 0; k < cost.Length; k++)
            {
                padded[(k / columns * size) + (k % columns)] = cost[k];
            }

            return Value(cost, rows, columns, method) == Value(padded, size, size, method);
        });

    [Fact]
    public void Should_Have_The_Opposite_Value_When_Maximizing_The_Negative() =>
        Check((rows, columns, cost, method) =>
            Value(cost, rows, columns, method)
            == -LinearAssignment.Solve(Array.ConvertAll(cost, x => -x), rows, columns, new AssignmentOptions { Method = method, Sense = Sense.Maximize }).Objective);

    [Fact]
    public void Should_Repeat_Bit_For_Bit_When_Solved_Again() =>
        Check((rows, columns, cost, method) =>
        {
            var options = new AssignmentOptions { Method = method };
            var first = LinearAssignment.Solve(cost, rows, columns, options);
            var second = LinearAssignment.Solve(cost, rows, columns, options);
            return first.ColumnOfRow.SequenceEqual(second.ColumnOfRow) && first.RowDuals.SequenceEqual(second.RowDuals);
        });

    private static double Value(double[] cost, int rows, int columns, AssignmentMethod method)
    {
        var result = LinearAssignment.Solve(cost, rows, columns, new AssignmentOptions { Method = method });
        Assert.InRange(result.Certificate, 0, 1e-9);
        return result.Objective;
    }

    private static void Check(Func<int, int, double[], AssignmentMethod, bool> property) =>
        Prop.ForAll(
            Problems,
            problem => property(problem.Rows, problem.Columns, problem.Cost, AssignmentMethod.Dense)
                && property(problem.Rows, problem.Columns, problem.Cost, AssignmentMethod.Lists))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Trials));
}
