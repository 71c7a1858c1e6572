using ResearchKit.Assignment;

namespace ResearchKit.Tests.Assignment;

public sealed class AssignmentDualStartTests
{
    [Theory]
    [InlineData(1, AssignmentMethod.Dense)]
    [InlineData(7, AssignmentMethod.Dense)]
    [InlineData(64, AssignmentMethod.Dense)]
    [InlineData(129, AssignmentMethod.Dense)]
    [InlineData(64, AssignmentMethod.Lists)]
    [InlineData(333, AssignmentMethod.Lists)]
    public void Should_Find_The_Same_Assignment_When_Started_From_The_Duals_Of_A_Similar_Problem(int n, AssignmentMethod method)
    {
        foreach (var sense in Enum.GetValues<Sense>())
        {
            var options = new AssignmentOptions { Sense = sense, Method = method };
            var cost = Normal(n * n, 1);
            var duals = LinearAssignment.Solve(cost, n, n, options).ColumnDuals;
            var noise = Normal(n * n, 2);
            var changed = cost.Zip(noise, (c, x) => c + (0.05 * x)).ToArray();
            var cold = LinearAssignment.Solve(changed, n, n, options);
            var warm = LinearAssignment.Solve(changed, n, n, options with { ColumnDuals = duals });
            Assert.Equal(cold.ColumnOfRow, warm.ColumnOfRow);
            Assert.Equal(cold.Objective, warm.Objective, 1e-9 * n);
            Assert.Equal(AssignmentStart.Given, warm.Start);
            Assert.True(warm.Certificate < 1e-9, $"certificate {warm.Certificate}");

            var singles = Array.ConvertAll(changed, x => (float)x);
            Assert.Equal(
                LinearAssignment.Solve(singles, n, n, options).ColumnOfRow,
                LinearAssignment.Solve(singles, n, n, options with { ColumnDuals = duals }).ColumnOfRow);
        }
    }

    [Theory]
    [InlineData(AssignmentMethod.Dense)]
    [InlineData(AssignmentMethod.Lists)]
    public void Should_Stay_Optimal_When_Duals_Are_Of_No_Use(AssignmentMethod method)
    {
        const int N = 80;
        foreach (var scale in new[] { 0.0, 1e-9, 1.0, 1e6 })
        {
            var cost = Normal(N * N, 3);
            double[] duals = [.. Normal(N, 4).Select(x => scale * x)];
            var expected = LinearAssignment.Solve(cost, N, N);
            var found = LinearAssignment.Solve(cost, N, N, new AssignmentOptions { Method = method, ColumnDuals = duals });
            Assert.Equal(expected.Objective, found.Objective, 1e-6 * Math.Max(1, scale) * 1e-3);
        }
    }

    [Fact]
    public void Should_Search_Fewer_Paths_When_The_Problem_Is_The_Same_Again()
    {
        const int N = 200;
        var cost = Normal(N * N, 5);
        var workspace = new AssignmentWorkspace();
        var columns = new int[N];
        var value = workspace.Solve(cost, N, columns);
        var cold = workspace.Counters;
        var first = columns.ToArray();
        var duals = workspace.ColumnDuals.ToArray();
        Assert.Equal(value, workspace.Solve(cost, N, columns, Sense.Minimize, duals), 1e-9);
        Assert.Equal(first, columns);
        Assert.True(workspace.Counters.Relaxations < cold.Relaxations / 4, $"{workspace.Counters} after {cold}");
    }

    [Fact]
    public void Should_Start_Row_First_When_The_Problem_Is_Not_Square()
    {
        var cost = Normal(60, 6);
        var plain = LinearAssignment.Solve(cost, 6, 10);
        var given = LinearAssignment.Solve(cost, 6, 10, new AssignmentOptions { ColumnDuals = Normal(10, 7) });
        Assert.Equal(plain.ColumnOfRow, given.ColumnOfRow);
        Assert.Equal(AssignmentStart.RowFirst, given.Start);
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_Duals_Do_Not_Fit()
    {
        var cost = Normal(9, 8);
        var given = new AssignmentOptions { Start = AssignmentStart.Given };
        Assert.NotEqual(AssignmentStart.Given, LinearAssignment.Solve(cost, 3, 3, given).Start);
        Assert.Contains("2 column duals", Assert.Throws<ArgumentException>(() => LinearAssignment.Solve(cost, 3, 3, given with { ColumnDuals = [1, 2] })).Message, StringComparison.Ordinal);
        Assert.Contains("column 1 is NaN", Assert.Throws<ArgumentException>(() => LinearAssignment.Solve(cost, 3, 3, given with { ColumnDuals = [1, double.NaN, 2] })).Message, StringComparison.Ordinal);
    }

    private static double[] Normal(int count, int seed)
    {
        var random = new Seed((ulong)seed).ToRandom();
        return [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }
}
