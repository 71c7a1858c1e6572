using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class SetDivergenceTests
{
    private const double Rounding = 1e-9;
    private const int Pairs = 200;

    private static readonly SetDivergenceKind[] Kinds = Enum.GetValues<SetDivergenceKind>();

    /// <summary>With N = n + n' every map is a permutation of the padded graphs, so that this holds for all costs.</summary>
    [Fact]
    public void Should_Equal_The_Edit_Distance_When_The_Permutation_Is_Optimal_And_Embeddings_Say_What_Is_There()
    {
        for (var trial = 0; trial < Pairs; trial++)
        {
            var (source, target, costs) = Pair(trial);
            var path = GraphEditDistance.Between(source, target, costs);
            Assert.True(path.IsOptimal);

            var surrogates = Surrogates(source, target, costs, path.Map, source.NodeCount + target.NodeCount);

            Assert.All(surrogates, surrogate => Assert.Equal(path.Cost, surrogate, Rounding));
        }
    }

    [Fact]
    public void Should_Equal_The_Cost_Of_The_Map_When_The_Permutation_Is_Any()
    {
        for (var trial = 0; trial < Pairs; trial++)
        {
            var (source, target, costs) = Pair(trial);
            int[] places = [.. Enumerable.Range(0, target.NodeCount), .. Enumerable.Repeat(-1, source.NodeCount)];
            new Seed(5).For("map", trial).ToRandom().Shuffle(places);
            var path = new EditPath(source, target, costs, new NodeMap(places.AsSpan(0, source.NodeCount), target.NodeCount));

            var surrogates = Surrogates(source, target, costs, path.Map, source.NodeCount + target.NodeCount);

            Assert.All(surrogates, surrogate => Assert.Equal(path.Cost, surrogate, Rounding));
        }
    }

    /// <summary>Without labels a substitution costs nothing, so that some optimal map deletes no node where the source is the smaller graph: N = max(n, n') will do.</summary>
    [Fact]
    public void Should_Equal_The_Edit_Distance_When_Graphs_Are_Padded_To_The_Larger()
    {
        for (var trial = 0; trial < Pairs; trial++)
        {
            var (source, target, costs) = Pair(trial);
            var path = GraphEditDistance.Between(source, target, costs);
            var nodes = Math.Max(source.NodeCount, target.NodeCount);
            if (path.Map.TargetOfSource.ToArray().Count(k => k >= 0) == Math.Min(source.NodeCount, target.NodeCount))
            {
                Assert.All(Surrogates(source, target, costs, path.Map, nodes), surrogate => Assert.Equal(path.Cost, surrogate, Rounding));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Should_Not_Exceed_DiffAlign_When_AlignDiff_Has_Rows_That_Sum_To_One(int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        Tensor Random(params long[] shape) => rand(shape, dtype: ScalarType.Float64, generator: generator);
        var (u, v, q) = (Random(9, 6, 4), Random(9, 6, 4), Random(9, 6, 6));
        var rows = q / q.sum(2, keepdim: true);
        var there = ones([9, 6], dtype: ScalarType.Float64);

        var aligned = SetDivergence.Of(SetDivergenceKind.AlignDiff, u, v, rows, there, there, 3, 1);
        var subtracted = SetDivergence.Of(SetDivergenceKind.DiffAlign, u, v, rows, there, there, 3, 1);

        Assert.All(subtracted.sub(aligned).data<double>(), gap => Assert.True(gap >= -Rounding));
    }

    [Fact]
    public void Should_Refuse_When_The_Kind_Does_Not_Exist()
    {
        using var scope = NewDisposeScope();
        var x = ones([1, 1, 1]);
        Assert.Contains("9", Assert.Throws<ArgumentException>(() => SetDivergence.Of((SetDivergenceKind)9, x, x, x, ones([1, 1]), ones([1, 1]), 1, 1)).Message, StringComparison.Ordinal);
    }

    /// <summary>The edit cost by every surrogate for edges with that for nodes: R is 1 for an edge, X is 1 for a node, P is the map.</summary>
    private static double[] Surrogates(Graph source, Graph target, EditCosts costs, NodeMap map, int nodes)
    {
        using var scope = NewDisposeScope();
        using var graphs = PaddedGraphs.Of([source, target], nodes, dataType: ScalarType.Float64);
        var plan = Permutation(map, nodes);
        var pairs = PairAlignment.Of(plan);
        Tensor Row(Tensor all, int graph) => all.narrow(0, graph, 1);
        return [.. Kinds.Select(kind =>
        {
            var (there, thereToo) = (Row(graphs.Presence, 0), Row(graphs.Presence, 1));
            var (edge, edgeToo) = (Row(graphs.PairAdjacency, 0), Row(graphs.PairAdjacency, 1));
            var ofNodes = SetDivergence.Of(kind, there.unsqueeze(2), thereToo.unsqueeze(2), plan, there, thereToo, costs.NodeDeletion, costs.NodeInsertion);
            var ofEdges = SetDivergence.Of(kind, edge.unsqueeze(2), edgeToo.unsqueeze(2), pairs, edge, edgeToo, costs.EdgeDeletion, costs.EdgeInsertion);
            return ofNodes.add(ofEdges).item<double>();
        })];
    }

    /// <summary>The permutation matrix of a map: deleted nodes become padding of the target, inserted ones come from padding of the source.</summary>
    private static Tensor Permutation(NodeMap map, int nodes)
    {
        var matrix = zeros([1, nodes, nodes], dtype: ScalarType.Float64);
        var free = new Queue<int>(Enumerable.Range(0, nodes).Where(k => k >= map.TargetCount || map.SourceOfTarget[k] < 0).OrderByDescending(k => k));
        for (var i = 0; i < nodes; i++)
        {
            var target = i < map.SourceCount && map[i] >= 0 ? map[i] : free.Dequeue();
            matrix[0, i, target] = tensor(1.0);
        }

        return matrix;
    }

    private static (Graph Source, Graph Target, EditCosts Costs) Pair(int trial)
    {
        var random = new Seed(11).For("pair", trial).ToRandom();
        Graph Make(string name) => GraphFamilies.Random(random.Next(2, 7), random.NextDouble(), new Seed(11).For(name, trial));
        var costs = trial % 2 == 0
            ? EditCosts.Create(random.Next(4), random.Next(4), random.Next(4), random.Next(4))
            : EditCosts.Create(3 * random.NextDouble(), random.NextDouble(), 2 * random.NextDouble(), random.NextDouble());
        return (Make("source"), Make("target"), costs);
    }
}
