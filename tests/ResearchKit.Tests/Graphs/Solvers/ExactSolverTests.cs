using ResearchKit.Graphs;
using ResearchKit.Permutations;

namespace ResearchKit.Tests.Graphs.Solvers;

public sealed class ExactSolverTests
{
    private const double Rounding = 1e-9;

    private static readonly DepthFirstSolver DepthFirst = new DepthFirstSolver();
    private static readonly BestFirstSolver BestFirst = new BestFirstSolver();

    /// <summary>Distances of well-known graphs at the costs (1,1,1,1), (3,1,2,1) and (0,0,2,1) for nd, ni, ed, ei.</summary>
    public static TheoryData<string, string, double, double, double> Known => new()
    {
        { "path6", "cycle6", 1, 1, 1 },
        { "cycle6", "path6", 1, 2, 2 },
        { "cycle6", "wheel7", 7, 7, 6 },
        { "wheel7", "cycle6", 7, 15, 12 },
        { "path6", "wheel7", 8, 8, 7 },
        { "star5", "path6", 6, 9, 9 },
        { "complete4", "complete5", 5, 5, 4 },
        { "complete5", "complete4", 5, 11, 8 },
        { "k33", "ladder3", 4, 6, 6 },
        { "ladder4", "petersen", 13, 17, 15 },
        { "petersen", "ladder4", 13, 24, 18 },
        { "ladder5", "moebius10", 4, 6, 6 },
        { "ladder2", "ladder6", 22, 22, 14 },
        { "ladder6", "ladder2", 22, 52, 28 },
        { "empty", "path6", 11, 11, 5 },
        { "empty", "cycle6", 12, 12, 6 },
        { "empty", "wheel7", 19, 19, 12 },
        { "wheel7", "empty", 19, 45, 24 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Should_Give_The_Known_Distance(string source, string target, double uniform, double general, double edgesOnly)
    {
        AssertDistance(uniform, Named(source), Named(target), EditCosts.Uniform);
        AssertDistance(general, Named(source), Named(target), EditCosts.Create(3, 1, 2, 1));
        AssertDistance(edgesOnly, Named(source), Named(target), EditCosts.Create(0, 0, 2, 1));
    }

    [Fact]
    public void Should_Give_The_Known_Distance_When_Labelled()
    {
        Graph Coloured(int shift) => new(
            Enumerable.Range(0, 5).Select(i => GraphLabel.Of((i + shift) % 2 == 0 ? "red" : "blue")), GraphFamilies.Cycle(5).Edges);
        Graph Edges(Func<int, bool> isRed) => new(
            Enumerable.Repeat(GraphLabel.None, 6), GraphFamilies.Path(6).Edges.Select(edge => new LabelledEdge(edge.Source, edge.Target, GraphLabel.Of(isRed(edge.Source) ? "red" : "blue"))));

        AssertDistance(1, Coloured(0), Coloured(1), EditCosts.Uniform);
        AssertDistance(2, Edges(i => i % 2 == 0), Edges(i => i < 3), EditCosts.Uniform);
    }

    [Fact]
    public void Should_Equal_Brute_Force_When_Small()
    {
        var oracle = new BruteForceSolver();
        for (var trial = 0; trial < 1500; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(trial, 6);

            AssertDistance(oracle.Solve(source, target, costs).UpperBound, source, target, costs);
        }
    }

    [Fact]
    public void Should_Agree_With_Each_Other_On_5000_Random_Pairs()
    {
        for (var trial = 0; trial < 5000; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(10_000 + trial, 7);

            AssertDistance(DepthFirst.Solve(source, target, costs).UpperBound, source, target, costs);
        }
    }

    [Fact]
    public void Should_Give_The_Same_Distance_Whatever_The_Numbers_Of_Nodes_And_Threads()
    {
        for (var trial = 0; trial < 100; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(20_000 + trial, 8);
            var expected = DepthFirst.Solve(source, target, costs).UpperBound;

            var renumbered = DepthFirst.Solve(
                source.Renumber(Permutation.Random(source.NodeCount, trial)), target.Renumber(Permutation.Random(target.NodeCount, trial + 1)), costs);
            var threaded = DepthFirst.Solve(source, target, costs, new GedOptions { Threads = 3 });

            Assert.Equal(expected, renumbered.UpperBound, Rounding);
            Assert.Equal(expected, threaded.UpperBound, Rounding);
            Assert.True(threaded.IsOptimal);
        }
    }

    [Fact]
    public void Should_Give_The_Way_Back_When_Costs_Change_Over()
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var random = ((Seed)trial).ToRandom();
            var (there, back) = (EditCosts.Create(3, 1, 2, 1), EditCosts.Create(1, 3, 1, 2));
            var source = GraphFamilies.MoleculeLike(random.Next(3, 9), 2, trial, 2);
            var target = GraphFamilies.MoleculeLike(random.Next(3, 9), 1, trial + 1000, 2);

            Assert.Equal(GraphEditDistance.Between(source, target, there).Cost, GraphEditDistance.Between(target, source, back).Cost, Rounding);
            Assert.Equal(0, GraphEditDistance.Between(source, source.Renumber(Permutation.Random(source.NodeCount, trial))).Cost, Rounding);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public void Should_Answer_With_Bounds_When_The_Node_Limit_Stops_It(int limit)
    {
        for (var trial = 0; trial < 40; trial++)
        {
            var source = GraphFamilies.Random(8, 0.5, trial);
            var target = GraphFamilies.Random(9, 0.5, trial + 1000);
            var exact = GraphEditDistance.Between(source, target).Cost;
            foreach (var solver in new IGedSolver[] { DepthFirst, BestFirst })
            {
                var result = solver.Solve(source, target, EditCosts.Uniform, new GedOptions { NodeLimit = limit, Threads = trial % 2 + 1 });

                Assert.InRange(exact, result.LowerBound - Rounding, result.UpperBound + Rounding);
                Assert.True(result.NodesExpanded <= limit);
                Assert.Equal(result.Stop == GedStop.NodeLimit, !result.IsOptimal);
                Assert.Equal(target, result.Path.Apply());
            }
        }
    }

    [Fact]
    public void Should_Stop_At_The_Time_And_Memory_Limits()
    {
        var (source, target) = (GraphFamilies.Random(40, 0.5, 1), GraphFamilies.Random(40, 0.5, 2));

        var late = DepthFirst.Solve(source, target, EditCosts.Uniform, new GedOptions { TimeLimit = TimeSpan.FromMilliseconds(30) });
        var full = BestFirst.Solve(source, target, EditCosts.Uniform, new GedOptions { MemoryLimit = 10_000 });
        var narrow = DepthFirst.Solve(source, target, EditCosts.Uniform, new GedOptions { MemoryLimit = 10_000 });

        Assert.Equal(GedStop.TimeLimit, late.Stop);
        Assert.Equal(GedStop.MemoryLimit, full.Stop);
        Assert.Equal(GedStop.MemoryLimit, narrow.Stop);
        Assert.All([late, full, narrow], result => Assert.InRange(result.LowerBound, 1, result.UpperBound));
    }

    [Fact]
    public void Should_Report_Falling_Costs_And_Stop_When_Cancelled()
    {
        var (source, target) = (GraphFamilies.Random(30, 0.5, 1), GraphFamilies.Random(30, 0.5, 2));
        using var cancellation = new CancellationTokenSource();
        var reports = new List<GedProgress>();
        var progress = new Recorder(report =>
        {
            reports.Add(report);
            if (report.NodesExpanded > 100)
            {
                cancellation.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => DepthFirst.Solve(source, target, EditCosts.Uniform, null, progress, cancellation.Token));
        Assert.True(reports.Count > 1);
        Assert.Equal(reports.Select(report => report.UpperBound).OrderDescending(), reports.Select(report => report.UpperBound));
    }

    [Fact]
    public void Should_Start_From_The_Map_It_Is_Given()
    {
        var (source, target) = (GraphFamilies.Path(6), GraphFamilies.Cycle(6));

        var result = BestFirst.Solve(source, target, EditCosts.Uniform, new GedOptions { Start = new NodeMap([0, 1, 2, 3, 4, 5], 6), NodeLimit = 0 });

        Assert.Equal(1, result.UpperBound);
        Assert.Throws<ArgumentException>(() => BestFirst.Solve(source, target, EditCosts.Uniform, new GedOptions { Start = new NodeMap([0], 6) }));
    }

    [Fact]
    public void Should_Use_Twins_To_Keep_The_Tree_Of_Symmetric_Graphs_Small()
    {
        // 12! maps without them.
        var result = DepthFirst.Solve(GraphFamilies.Star(11), GraphFamilies.Complete(12), EditCosts.Create(1, 1, 1, 1.3));

        Assert.True(result.IsOptimal);
        Assert.Equal(55 * 1.3, result.UpperBound, Rounding);
        Assert.InRange(result.NodesExpanded, 0, 100);
    }

    private static void AssertDistance(double expected, Graph source, Graph target, IEditCosts costs)
    {
        foreach (var solver in new IGedSolver[] { DepthFirst, BestFirst })
        {
            var result = solver.Solve(source, target, costs);
            Assert.Equal(expected, result.UpperBound, Rounding);
            Assert.True(result.IsOptimal);
            Assert.InRange(result.RootLowerBound, 0, expected + Rounding);
        }
    }

    private static Graph Named(string name) => name switch
    {
        "empty" => GraphFamilies.Path(0),
        "k33" => Graph.Unlabelled(6, Enumerable.Range(0, 9).Select(k => (k / 3, 3 + (k % 3)))),
        "petersen" => Graph.Unlabelled(10, Enumerable.Range(0, 5).SelectMany(i => new[] { (i, (i + 1) % 5), (i, i + 5), (i + 5, ((i + 2) % 5) + 5) })),
        "moebius10" => Graph.Unlabelled(10, Enumerable.Range(0, 10).Select(i => (i, (i + 1) % 10)).Concat(Enumerable.Range(0, 5).Select(i => (i, i + 5)))),
        _ when name.StartsWith("ladder", StringComparison.Ordinal) => GraphFamilies.CircularLadder(name[^1] - '0'),
        _ when name.StartsWith("path", StringComparison.Ordinal) => GraphFamilies.Path(name[^1] - '0'),
        _ when name.StartsWith("star", StringComparison.Ordinal) => GraphFamilies.Star(name[^1] - '0'),
        _ when name.StartsWith("wheel", StringComparison.Ordinal) => GraphFamilies.Wheel(name[^1] - '0'),
        _ when name.StartsWith("cycle", StringComparison.Ordinal) => GraphFamilies.Cycle(name[^1] - '0'),
        _ => GraphFamilies.Complete(name[^1] - '0'),
    };

    private sealed class Recorder(Action<GedProgress> record) : IProgress<GedProgress>
    {
        public void Report(GedProgress value) => record(value);
    }
}
