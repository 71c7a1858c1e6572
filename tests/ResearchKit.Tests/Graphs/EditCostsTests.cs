using ResearchKit.Graphs;

namespace ResearchKit.Tests.Graphs;

public sealed class EditCostsTests
{
    private static readonly GraphLabel[] Letters = [GraphLabel.Of("a"), GraphLabel.Of("b"), GraphLabel.Of("c")];

    [Fact]
    public void Should_Read_What_It_Writes()
    {
        var costs = EditCosts.Create(3, 1, 2, 0.5, 0.25, 4);

        Assert.Equal(costs, EditCosts.Parse(costs.ToString()));
        Assert.Equal(EditCosts.Uniform, EditCosts.Parse("Uniform"));
        Assert.Equal(EditCosts.Create(3, 1, 2, 1), EditCosts.Parse(" 3, 1, 2, 1"));
    }

    [Theory]
    [InlineData("1,2,3", "3 numbers")]
    [InlineData("1,2,-3,4", "'-3' in place 3")]
    [InlineData("1,2,x,4", "'x' in place 3")]
    [InlineData("1,2,NaN,4", "'NaN' in place 3")]
    [InlineData("", "'' in place 1")]
    public void Should_Refuse_Costs_That_It_Cannot_Read(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => EditCosts.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Not_Warn_Of_A_Metric() => Assert.Empty(EditCostCheck.Inspect(EditCosts.Uniform, Letters, Letters));

    [Fact]
    public void Should_Say_What_Costs_Break()
    {
        AssertIssues(EditCosts.Create(3, 1, 1, 1), EditCostIssue.NotSymmetric);
        AssertIssues(EditCosts.Create(1, 1, 1, 1, nodeSubstitution: 3), EditCostIssue.DeletionAndInsertionBeatSubstitution);
        AssertIssues(EditCosts.Create(0, 0, 1, 1, nodeSubstitution: 0), EditCostIssue.FreeChange);
        AssertIssues(EditCosts.Create(1, 1, 1, 1, edgeSubstitution: 0), EditCostIssue.FreeChange);
        AssertIssues(new FunctionEditCosts { NodeSubstitution = (_, _) => 0.5 }, EditCostIssue.CostlyIdentity);
        AssertIssues(
            new FunctionEditCosts { NodeSubstitution = (from, to) => Math.Pow(from.ToString()[0] - to.ToString()[0], 2) / 2 }, EditCostIssue.TriangleBroken);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Should_Refuse_A_Cost_That_Is_Negative_Or_Not_Finite(double cost)
    {
        var costs = EditCosts.Uniform with { EdgeInsertion = cost };

        Assert.Contains("inserting an edge 'a'", Assert.Throws<ArgumentException>(() => EditCostCheck.Inspect(costs, Letters, Letters)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EditProblem.Create(GraphFamilies.Path(2), GraphFamilies.Path(3), costs));
    }

    [Fact]
    public void Should_Refuse_A_Directed_And_An_Undirected_Graph() =>
        Assert.Throws<ArgumentException>(() => EditProblem.Create(GraphFamilies.Path(2), Graph.Unlabelled(2, [(0, 1)], isDirected: true), EditCosts.Uniform));

    [Theory]
    [InlineData(1, 2, 3, 4, 1)]
    [InlineData(2, 4, 6, 8, 2)]
    [InlineData(0.5, 1, 1, 1, 0.5)]
    [InlineData(0.3, 0.2, 1, 1, 0.1)]
    [InlineData(0.1234567, 1, 1, 1, 0)]
    public void Should_Find_The_Grid_Of_Costs(double nodeDeletion, double nodeInsertion, double edgeDeletion, double edgeInsertion, double grid)
    {
        var costs = EditCosts.Create(nodeDeletion, nodeInsertion, edgeDeletion, edgeInsertion);

        Assert.Equal(grid, EditProblem.Create(GraphFamilies.Path(2), GraphFamilies.Path(3), costs).Grid, 1e-15);
    }

    private static void AssertIssues(IEditCosts costs, params EditCostIssue[] expected)
    {
        var warnings = EditCostCheck.Inspect(costs, Letters, Letters);

        Assert.Equal(expected, warnings.Select(warning => warning.Issue));
        Assert.All(warnings, warning => Assert.Contains(": ", warning.Message, StringComparison.Ordinal));
    }
}
