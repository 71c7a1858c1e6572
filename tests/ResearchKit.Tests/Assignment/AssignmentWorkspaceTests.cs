using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

public sealed class AssignmentWorkspaceTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(70)]
    [InlineData(128)]
    [InlineData(400)]
    public void Should_Not_Allocate_When_Buffers_Have_Grown(int n)
    {
        var workspace = new AssignmentWorkspace();
        var partners = new int[n];
        var costs = CostFamilies.Names.Select(family => CostFamilies.Make(family, n, n, 3)).Where(cost => cost.Max(Math.Abs) < 1e100).ToArray();
        var singles = costs.Select(cost => Array.ConvertAll(cost, x => (float)x)).ToArray();
        void SolveAll()
        {
            for (var k = 0; k < costs.Length; k++)
            {
                workspace.Solve(costs[k], n, partners);
                workspace.Solve(singles[k], n, partners, Sense.Maximize);
                workspace.Solve(costs[k].AsSpan(0, n * (n - 3)), n, n - 3, partners);
            }
        }

        SolveAll();
        SolveAll();
        var before = GC.GetAllocatedBytesForCurrentThread();

        SolveAll();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Should_Equal_The_Static_Solver_When_Sizes_Change_From_Call_To_Call()
    {
        var workspace = new AssignmentWorkspace();
        foreach (var (rows, columns) in new[] { (70, 70), (3, 5), (330, 330), (5, 3), (64, 64), (0, 4), (301, 310), (1, 1) })
        {
            var cost = CostFamilies.Make("normal", rows, columns, 5);
            var partners = new int[rows];

            var objective = workspace.Solve(cost, rows, columns, partners, Sense.Maximize);

            var expected = LinearAssignment.Solve(cost, rows, columns, new AssignmentOptions { Sense = Sense.Maximize });
            Assert.Equal(expected.ColumnOfRow, partners);
            Assert.Equal(expected.Objective, objective);
            Assert.Equal(expected.RowDuals, workspace.RowDuals.ToArray());
            Assert.Equal(expected.ColumnDuals, workspace.ColumnDuals.ToArray());
        }
    }

    [Fact]
    public void Should_Stay_Usable_When_A_Call_Has_Failed()
    {
        var workspace = new AssignmentWorkspace();
        var partners = new int[2];
        Assert.Throws<ArgumentException>(() => workspace.Solve([1.0, double.NaN, 1, 1], 2, partners));
        Assert.Throws<InfeasibleAssignmentException>(() => workspace.Solve([1.0, double.PositiveInfinity, 1, double.PositiveInfinity], 2, partners));

        Assert.Equal(2, workspace.Solve([9.0, 1, 1, 9], 2, partners));
        Assert.Equal([1, 0], partners);
    }
}
