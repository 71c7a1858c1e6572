using ResearchKit.Assignment;
using ResearchKit.Graphs;
using ResearchKit.Permutations;

namespace ResearchKit.Tests.Graphs;

public sealed class EditPathTests
{
    private const double Rounding = 1e-9;

    [Fact]
    public void Should_Lead_From_The_First_Graph_To_The_Second_When_Applied()
    {
        for (var trial = 0; trial < 500; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(trial, 8);
            var path = new EditPath(source, target, costs, RandomMap(source, target, trial));

            Assert.Equal(target, path.Apply());
            Assert.Equal(path.Cost, path.Operations.Sum(operation => operation.Cost), Rounding);
        }
    }

    [Fact]
    public void Should_Agree_With_The_Tables_Of_The_Solvers()
    {
        for (var trial = 0; trial < 500; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(trial, 8);
            var map = RandomMap(source, target, trial);
            var problem = EditProblem.Create(source, target, costs);
            var expected = new EditPath(source, target, costs, map).Cost;

            Assert.Equal(expected, problem.CostOf(map.TargetOfSource), Rounding);
            Assert.Equal(expected, problem.Transpose().CostOf(map.SourceOfTarget), Rounding);
        }
    }

    [Fact]
    public void Should_Show_Every_Graph_On_The_Way()
    {
        var (source, target) = (GraphFamilies.Path(4), GraphFamilies.Cycle(3));
        var path = new EditPath(source, target, EditCosts.Uniform, new NodeMap([0, 1, 2, -1], 3));

        var steps = path.Steps().ToArray();

        Assert.Equal(3, path.Cost);
        Assert.Equal(["delete edge 2-3 (cost 1)", "delete node 3 (cost 1)", "insert edge 0-2 (cost 1)"], path.Operations.Select(operation => operation.ToString()));
        Assert.Equal([(4, 3), (4, 2), (3, 2), (3, 3)], steps.Select(graph => (graph.NodeCount, graph.EdgeCount)));
        Assert.Equal(source, steps[0]);
    }

    [Fact]
    public void Should_Delete_And_Insert_An_Edge_When_That_Is_Cheaper_Than_Changing_It()
    {
        var source = new Graph([GraphLabel.None, GraphLabel.None], [new LabelledEdge(0, 1, GraphLabel.Of("x"))]);
        var target = new Graph([GraphLabel.None, GraphLabel.None], [new LabelledEdge(0, 1, GraphLabel.Of("y"))]);

        var path = new EditPath(source, target, EditCosts.Create(1, 1, 1, 1, 1, 5), new NodeMap([0, 1], 2));

        Assert.Equal(2, path.Cost);
        Assert.Equal([EditOperationKind.EdgeDeletion, EditOperationKind.EdgeInsertion], path.Operations.Select(operation => operation.Kind));
        Assert.Equal(target, path.Apply());
    }

    [Fact]
    public void Should_Have_No_Operation_Between_Equal_Graphs()
    {
        var (graph, _, _) = RandomPairs.Make(5, 8);
        var path = new EditPath(graph, graph, EditCosts.Uniform, new NodeMap([.. Permutation.Identity(graph.NodeCount)], graph.NodeCount));

        Assert.Empty(path.Operations);
        Assert.True(path.IsOptimal);
        Assert.Equal(0, path.Cost);
    }

    [Fact]
    public void Should_Refuse_A_Bound_Above_The_Cost_A_Negative_Cost_And_A_Map_Of_Other_Graphs()
    {
        var (source, target) = (GraphFamilies.Path(3), GraphFamilies.Cycle(3));

        Assert.Throws<ArgumentException>(() => new EditPath(source, target, EditCosts.Uniform, new NodeMap([0, 1, 2], 3), 1.5));
        Assert.Throws<ArgumentException>(() => new EditPath(source, target, EditCosts.Uniform, new NodeMap([0, 1], 3)));
        Assert.Throws<ArgumentException>(() => new EditPath(source, target, EditCosts.Create(1, 1, 1, -1), new NodeMap([0, 1, 2], 3)));
        Assert.True(new EditPath(source, target, EditCosts.Uniform, new NodeMap([0, 1, 2], 3), 1).IsOptimal);
        Assert.False(new EditPath(source, target, EditCosts.Uniform, new NodeMap([0, 1, 2], 3)).IsOptimal);
    }

    [Fact]
    public void Should_Refuse_A_Map_That_Is_Not_One_To_One()
    {
        Assert.Contains("both map to 1", Assert.Throws<ArgumentException>(() => new NodeMap([1, 1], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new NodeMap([2], 2));
        Assert.Equal([-1, 0], new NodeMap([1], 2).Inverse().TargetOfSource.ToArray());
    }

    internal static NodeMap RandomMap(Graph source, Graph target, int seed)
    {
        var random = new Seed(3).For("map", seed).ToRandom();
        var free = Permutation.Random(target.NodeCount, seed).ToList();
        var map = new int[source.NodeCount];
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = free.Count == 0 || random.Next(4) == 0 ? -1 : free[^1];
            if (map[i] >= 0)
            {
                free.RemoveAt(free.Count - 1);
            }
        }

        return new NodeMap(map, target.NodeCount);
    }
}
