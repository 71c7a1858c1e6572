using ResearchKit.Graphs;

namespace ResearchKit.Tests.Graphs.Solvers;

public sealed class TargetOrbitTests
{
    private const double Rounding = 1e-9;

    private static readonly Graph Petersen = Graph.Unlabelled(10, Enumerable.Range(0, 5).SelectMany(i => new[] { (i, (i + 1) % 5), (i, i + 5), (i + 5, ((i + 2) % 5) + 5) }));

    /// <summary>A cubic graph without any symmetry, which colour refinement cannot tell from a symmetric one (R. Frucht, 1939).</summary>
    private static readonly Graph Frucht = Cubic(-5, -2, -4, 2, 5, -2, 2, 5, -2, -5, 4, 2);

    [Fact]
    public void Should_Find_One_Orbit_When_Every_Node_Is_Like_Any_Other()
    {
        foreach (var graph in new[] { GraphFamilies.Cycle(9), GraphFamilies.CircularLadder(4), GraphFamilies.CircularLadder(7), Petersen, GraphFamilies.Complete(6) })
        {
            Assert.All(Orbits(GraphFamilies.Path(5), graph), lowest => Assert.Equal(0, lowest));
        }
    }

    [Fact]
    public void Should_Keep_Apart_What_No_Automorphism_Joins()
    {
        var bipartite = Graph.Unlabelled(7, Enumerable.Range(0, 12).Select(k => (k / 4, 3 + (k % 4))));

        Assert.Equal([0, 1, 2, 1, 0], Orbits(GraphFamilies.Cycle(4), GraphFamilies.Path(5)));
        Assert.Equal([0, 0, 0, 3, 3, 3, 3], Orbits(GraphFamilies.Cycle(4), bipartite));
        Assert.Equal([0, 1, 1, 1, 1], Orbits(GraphFamilies.Cycle(4), GraphFamilies.Wheel(5)));
        Assert.Equal(Enumerable.Range(0, 12), Orbits(GraphFamilies.Cycle(4), Frucht));
        Assert.Empty(Orbits(GraphFamilies.Path(0), GraphFamilies.Path(0)));
    }

    [Fact]
    public void Should_Equal_The_Orbits_Of_All_Permutations_When_Small()
    {
        for (var trial = 0; trial < 300; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(trial, 5);
            var problem = EditProblem.Create(source, target, costs);
            var expected = Enumerable.Range(0, problem.Columns).ToArray();
            foreach (var image in Permutations(problem.Columns).Where(image => IsAutomorphism(problem, image)))
            {
                for (var i = 0; i < image.Length; i++)
                {
                    expected[i] = Math.Min(expected[i], image[i]);
                }
            }

            Assert.Equal(expected, Orbits(problem));
        }
    }

    [Fact]
    public void Should_Not_Change_The_Distance()
    {
        for (var trial = 0; trial < 1500; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(30_000 + trial, 7);

            Assert.Equal(Search(source, target, costs, usesOrbits: false).Distance, Search(source, target, costs, usesOrbits: true).Distance, Rounding);
        }
    }

    [Theory]
    [InlineData("cube", "petersen")]
    [InlineData("petersen", "ladder")]
    [InlineData("cube", "cycle")]
    [InlineData("random", "cube")]
    [InlineData("random", "petersen")]
    [InlineData("random", "cycle")]
    [InlineData("random", "bipartite")]
    public void Should_Expand_Fewer_Nodes_When_Graphs_Are_Symmetric(string source, string target)
    {
        foreach (var costs in new[] { EditCosts.Uniform, EditCosts.Create(3, 1, 2, 1) })
        {
            var (distance, nodes) = Search(Named(source), Named(target), costs, usesOrbits: true);
            var (expected, more) = Search(Named(source), Named(target), costs, usesOrbits: false);

            Assert.Equal(expected, distance, Rounding);
            Assert.True(nodes < more, $"{nodes} nodes with orbits, {more} without; expected fewer");
        }
    }

    private static Graph Named(string name) => name switch
    {
        "cube" => GraphFamilies.CircularLadder(4),
        "petersen" => Petersen,
        "ladder" => GraphFamilies.CircularLadder(5),
        "cycle" => GraphFamilies.Cycle(9),
        "bipartite" => Graph.Unlabelled(8, Enumerable.Range(0, 16).Select(k => (k / 4, 4 + (k % 4)))),
        _ => GraphFamilies.Random(8, 0.5, 5),
    };

    private static (double Distance, long Nodes) Search(Graph source, Graph target, IEditCosts costs, bool usesOrbits)
    {
        var search = new GedSearch(EditProblem.Create(source, target, costs), new GedOptions(), null, CancellationToken.None);
        var root = new DepthFirstSearch(search, new SearchPlan(search.Problem, usesOrbits));
        root.Start();
        root.Visit(0);
        return (search.BestCost, search.Nodes);
    }

    private static int[] Orbits(Graph source, Graph target) => Orbits(EditProblem.Create(source, target, EditCosts.Uniform));

    private static int[] Orbits(EditProblem problem) => TargetOrbits.Of(problem, TwinNodes.OfTarget(problem));

    private static bool IsAutomorphism(EditProblem problem, int[] image)
    {
        var m = problem.Columns;
        return Enumerable.Range(0, m * m).All(k => problem.TargetCodes[k] == problem.TargetCodes[(image[k / m] * m) + image[k % m]])
            && Enumerable.Range(0, problem.NodeGain.Length).All(k => problem.NodeGain[k] == problem.NodeGain[(k / m * m) + image[k % m]]);
    }

    private static IEnumerable<int[]> Permutations(int length)
    {
        if (length == 0)
        {
            return [[]];
        }

        return Permutations(length - 1).SelectMany(shorter => Enumerable.Range(0, length).Select(place => (int[])[.. shorter[..place], length - 1, .. shorter[place..]]));
    }

    /// <summary>A cycle with a chord from each node, given by its length (LCF notation).</summary>
    private static Graph Cubic(params int[] chords)
    {
        var n = chords.Length;
        var edges = Enumerable.Range(0, n).SelectMany(i => new[] { (i, (i + 1) % n), (i, (i + chords[i] + n) % n) });
        return Graph.Unlabelled(n, edges.Select(edge => edge.Item1 < edge.Item2 ? edge : (edge.Item2, edge.Item1)).Distinct());
    }
}
