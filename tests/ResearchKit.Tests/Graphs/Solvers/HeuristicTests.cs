using ResearchKit.Graphs;

namespace ResearchKit.Tests.Graphs.Solvers;

public sealed class HeuristicTests
{
    private const double Rounding = 1e-9;

    public static TheoryData<string> Names => [.. GedSolvers.Names];

    [Fact]
    public void Should_Bracket_The_Distance_On_5000_Random_Pairs()
    {
        IGedSolver[] solvers = [.. GedSolvers.Names.Where(name => name is not ("dfs" or "astar" or "brute-force")).Select(name => GedSolvers.Create(name))];
        var exact = new DepthFirstSolver();
        for (var trial = 0; trial < 5000; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(10_000 + trial, 7);
            var distance = exact.Solve(source, target, costs).UpperBound;
            foreach (var solver in solvers)
            {
                var result = solver.Solve(source, target, costs);
                Assert.True(
                    result.LowerBound <= distance + Rounding && distance <= result.UpperBound + Rounding,
                    $"pair {trial}: {result} does not bracket the distance {distance}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Give_A_Valid_Path_When_Graphs_Are_Empty_Or_Unequal(string name)
    {
        var solver = GedSolvers.Create(name);
        var costs = EditCosts.Create(3, 1, 2, 1);
        Graph[] graphs = [GraphFamilies.Path(0), GraphFamilies.Path(1), GraphFamilies.Star(4), GraphFamilies.Cycle(5)];

        foreach (var source in graphs)
        {
            foreach (var target in graphs)
            {
                var result = solver.Solve(source, target, costs);

                Assert.Equal(target, result.Path.Apply());
                Assert.InRange(result.LowerBound, 0, result.UpperBound);
                Assert.Equal(name, solver.Name);
                Assert.NotEmpty(GedSolvers.Describe(name));
            }
        }
    }

    [Fact]
    public void Should_Order_The_Bounds_Node_Uniform_Fast_Branch()
    {
        for (var trial = 0; trial < 500; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(trial, 9);
            double[] bounds = [.. new[] { "node", "branch-uniform", "branch-fast", "branch" }.Select(name => GedSolvers.Create(name).Solve(source, target, costs).LowerBound)];

            Assert.Equal(bounds.Order().Select(bound => Math.Round(bound, 6)), bounds.Select(bound => Math.Round(bound, 6)));
        }
    }

    [Fact]
    public void Should_Give_Equal_Bounds_For_All_Branch_Forms_When_Costs_Are_Constant()
    {
        for (var trial = 0; trial < 200; trial++)
        {
            var (source, target, _) = RandomPairs.Make(3 * trial, 9);
            if (source.IsDirected)
            {
                continue;
            }

            var expected = new BranchSolver().Solve(source, target, EditCosts.Create(3, 1, 2, 1)).LowerBound;
            Assert.Equal(expected, new BranchFastSolver().Solve(source, target, EditCosts.Create(3, 1, 2, 1)).LowerBound, Rounding);
            Assert.Equal(expected, new BranchUniformSolver().Solve(source, target, EditCosts.Create(3, 1, 2, 1)).LowerBound, Rounding);
        }
    }

    [Fact]
    public void Should_Never_Become_Dearer_With_More_Starts_Or_Larger_Rings()
    {
        for (var trial = 0; trial < 60; trial++)
        {
            var source = GraphFamilies.Random(9, 0.4, trial, 2);
            var target = GraphFamilies.Random(10, 0.4, trial + 1000, 2);
            double Cost(IGedSolver solver) => solver.Solve(source, target, EditCosts.Uniform).UpperBound;

            var branch = Cost(new BranchSolver());
            var refine = Cost(new RefineSolver());
            Assert.True(refine <= branch);
            Assert.True(Cost(new RefineSolver(2, 5)) <= refine);
            Assert.True(Cost(new RefineSolver(2, 20)) <= Cost(new RefineSolver(2, 5)));
            Assert.True(Cost(new RefineSolver(3)) <= branch);
            Assert.True(Cost(new IpfpSolver(1, polishes: false)) <= branch);
            Assert.True(Cost(new IpfpSolver(8)) <= Cost(new IpfpSolver(2)));
        }
    }

    [Fact]
    public void Should_Find_Nearly_All_Distances_With_Forty_Starts()
    {
        var (refined, descended) = (0, 0);
        const int Pairs = 60;
        for (var trial = 0; trial < Pairs; trial++)
        {
            var source = GraphFamilies.MoleculeLike(9, 2, trial, 3);
            var target = GraphFamilies.MoleculeLike(10, 1, trial + 1000, 3);
            var distance = GraphEditDistance.Between(source, target).Cost;
            refined += new RefineSolver(2, 40).Solve(source, target, EditCosts.Uniform).UpperBound == distance ? 1 : 0;
            descended += new IpfpSolver(40).Solve(source, target, EditCosts.Uniform).UpperBound == distance ? 1 : 0;
        }

        Assert.InRange(refined, 0.9 * Pairs, Pairs);
        Assert.InRange(descended, 0.9 * Pairs, Pairs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Should_Be_Within_Five_Percent_Of_The_Distance_With_Ten_Starts_When_Graphs_Have_Ten_Nodes(int labels)
    {
        var (distances, bounds) = (0.0, 0.0);
        for (var trial = 0; trial < 40; trial++)
        {
            var (source, target) = (GraphFamilies.Random(10, 0.4, trial, labels), GraphFamilies.Random(10, 0.4, trial + 1000, labels));
            distances += GraphEditDistance.Between(source, target).Cost;
            bounds += new IpfpSolver(10).Solve(source, target, EditCosts.Uniform).UpperBound;
        }

        Assert.InRange(bounds, distances, 1.05 * distances);
    }

    [Fact]
    public void Should_Find_The_Distance_By_Beam_Search_When_The_Beam_Is_Wide()
    {
        for (var trial = 0; trial < 60; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(trial, 6);
            var wide = new BeamSolver(100_000).Solve(source, target, costs);
            var narrow = new BeamSolver(2).Solve(source, target, costs);

            Assert.True(wide.IsOptimal);
            Assert.True(wide.UpperBound <= narrow.UpperBound + Rounding);
        }
    }

    [Fact]
    public void Should_Give_The_Same_Answer_Every_Time()
    {
        var source = GraphFamilies.Random(14, 0.3, 1, 2);
        var target = GraphFamilies.Random(15, 0.3, 2, 2);
        foreach (var name in GedSolvers.Names.Where(name => name != "brute-force"))
        {
            var (one, other) = (GedSolvers.Create(name, 5).Solve(source, target, EditCosts.Uniform), GedSolvers.Create(name, 5).Solve(source, target, EditCosts.Uniform));

            Assert.Equal(one.Path.Map, other.Path.Map);
            Assert.Equal(one.NodesExpanded, other.NodesExpanded);
        }
    }

    [Fact]
    public void Should_Refuse_A_Name_That_No_Solver_Has() =>
        Assert.Contains("branch-fast", Assert.Throws<ArgumentException>(() => GedSolvers.Create("branche")).Message, StringComparison.Ordinal);
}
