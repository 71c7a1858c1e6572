using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class GraphEdXTests
{
    /// <summary>Single precision, sums of some hundred terms.</summary>
    private const double Rounding = 2e-3;

    private static readonly EditCosts General = EditCosts.Create(3, 1, 2, 1);

    public static TheoryData<string> Variants => [.. Options().Select(variant => variant.Name)];

    [Theory]
    [InlineData(20, 3030)]
    [InlineData(10, 2610)]
    public void Should_Have_The_Parameters_Of_The_Released_Code_When_Made_With_Its_Sizes(int nodes, long expected)
    {
        using var network = new GraphEdX(new GraphEdXOptions { Nodes = nodes }, 0);
        Assert.Equal(expected, network.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Should_Give_The_Numbers_Of_The_Plain_Form_When_Fused(string variant)
    {
        var options = Options().Single(known => known.Name == variant).Options;
        var graphs = GraphCollections.MoleculeLike(6, 4, largest: options.Nodes - 1, labels: options.Labels?.Count ?? 0).Graphs;
        GraphPair[] pairs = [new(0, 1), new(2, 0), new(3, 3), new(4, 5), new(5, 4), new(1, 2)];
        float[] distances = [3, 1, 0, 7, 2, 4];

        var (plainPredictions, plainLoss, plain) = Evaluate(options with { Fused = false }, graphs, pairs, distances);
        var (fusedPredictions, fusedLoss, fused) = Evaluate(options with { Fused = true }, graphs, pairs, distances);

        for (var k = 0; k < pairs.Length; k++)
        {
            Assert.Equal(plainPredictions[k], fusedPredictions[k], Rounding * Math.Max(1, Math.Abs(plainPredictions[k])));
        }

        Assert.Equal(plainLoss, fusedLoss, Rounding * Math.Max(1, plainLoss));
        Assert.Equal(plain.Keys.Order(), fused.Keys.Order());
        foreach (var (name, gradient) in plain)
        {
            var largest = gradient.Max(Math.Abs);
            for (var k = 0; k < gradient.Length; k++)
            {
                Assert.True(Math.Abs(gradient[k] - fused[name][k]) <= Rounding * Math.Max(1, largest), $"{variant}, {name}[{k}]: plain {gradient[k]}, fused {fused[name][k]}");
            }
        }
    }

    /// <summary>The smallest tree without symmetry: no two nodes look alike, and nothing is padded, so that a cold alignment is the identity.</summary>
    [Theory]
    [InlineData(SetDivergenceKind.AlignDiff)]
    [InlineData(SetDivergenceKind.DiffAlign)]
    [InlineData(SetDivergenceKind.XorDiffAlign)]
    public void Should_Be_Zero_When_A_Graph_Without_Symmetry_Is_Compared_With_Itself(SetDivergenceKind kind)
    {
        var tree = Graph.Unlabelled(7, [(0, 1), (0, 2), (2, 3), (0, 4), (4, 5), (5, 6)]);
        using var network = new GraphEdX(
            new GraphEdXOptions { Nodes = 7, EdgeDivergence = kind, NodeDivergence = kind, Costs = General, Sinkhorn = new() { Temperature = 1e-6, Iterations = 100 } }, 3);

        Assert.Equal(0, network.Predict(tree, tree), Rounding);
        Assert.True(network.Predict(tree, GraphFamilies.Path(7)) > Rounding || kind == SetDivergenceKind.XorDiffAlign);
    }

    [Fact]
    public void Should_Not_Depend_On_The_Order_Of_Nodes_When_Predicting()
    {
        var graphs = GraphCollections.MoleculeLike(2, 8, smallest: 7, largest: 7).Graphs;
        using var network = new GraphEdX(new GraphEdXOptions { Nodes = 9, Costs = General }, 3);
        var order = new Permutation(new[] { 4, 0, 6, 2, 1, 5, 3 });

        var expected = network.Predict(graphs[0], graphs[1]);

        Assert.Equal(expected, network.Predict(graphs[0].Renumber(order), graphs[1]), Rounding * Math.Max(1, expected));
        Assert.Equal(expected, network.Predict(graphs[0], graphs[1].Renumber(order)), Rounding * Math.Max(1, expected));
    }

    [Fact]
    public void Should_Depend_On_The_Direction_When_Costs_Are_General()
    {
        var graphs = GraphCollections.MoleculeLike(2, 8).Graphs;
        using var network = new GraphEdX(new GraphEdXOptions { Nodes = 10, Costs = General }, 3);
        Assert.NotEqual(network.Predict(graphs[0], graphs[1]), network.Predict(graphs[1], graphs[0]), 0.01);
    }

    [Fact]
    public void Should_Give_Alignments_Whose_Columns_Sum_To_One_When_Asked()
    {
        var graphs = GraphCollections.MoleculeLike(3, 8).Graphs;
        using var network = new GraphEdX(new GraphEdXOptions { Nodes = 10 }, 3);
        using var padded = network.Pad(graphs);

        using var plan = network.NodeAlignments(padded, [new(0, 1), new(1, 2)]);

        Assert.Equal([2, 10, 10], plan.shape);
        Assert.All(plan.sum(1).data<float>(), sum => Assert.Equal(1, sum, 1e-4));
    }

    [Fact]
    public void Should_Refuse_When_A_Graph_Does_Not_Fit()
    {
        using var network = new GraphEdX(new GraphEdXOptions { Nodes = 4, Labels = [GraphLabel.Of("a")] }, 0);
        Assert.Contains("at most 4", Assert.Throws<ArgumentException>(() => network.Pad([GraphFamilies.Path(5)])).Message, StringComparison.Ordinal);
        Assert.Contains("expected one of a", Assert.Throws<ArgumentException>(() => network.Pad([GraphFamilies.Path(3)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Pad([Graph.Unlabelled(2, [(0, 1)], isDirected: true)]));
        Assert.Throws<ArgumentException>(() => network.Pad([Graph.Unlabelled(2, [(1, 1)])]));
    }

    [Fact]
    public void Should_Refuse_When_An_Option_Is_Out_Of_Range()
    {
        GraphEdXOptions[] bad =
        [
            new() { Nodes = 1 }, new() { StateSize = 0 }, new() { PairSize = 0 }, new() { Rounds = -1 }, new() { NodeWeight = double.NaN }, new() { ConsistencyPenalty = 1 }, new() { Terms = 0 },
            new() { EdgeDivergence = (SetDivergenceKind)7 }, new() { Sinkhorn = new() { Iterations = 0 } },
        ];
        Assert.All(bad, options => Assert.Throws<ArgumentException>(() => new GraphEdX(options, 0)));
    }

    private static (double[] Predictions, double Loss, Dictionary<string, float[]> Gradients) Evaluate(
        GraphEdXOptions options, IReadOnlyList<Graph> graphs, GraphPair[] pairs, float[] distances)
    {
        using var network = new GraphEdX(options, 7);
        using var padded = network.Pad(graphs);
        var predictions = network.Predict(padded, pairs);
        float[] Values(Tensor parameter) => parameter.detach().data<float>().ToArray();
        var before = network.named_parameters().ToDictionary(entry => entry.name, entry => Values(entry.parameter));
        using var optimizer = optim.SGD(network.parameters(), 1);
        var loss = network.AccumulateGradients(padded, pairs, distances);
        optimizer.step(); // a step of length 1 is the gradient
        var gradients = network.named_parameters().ToDictionary(entry => entry.name, entry => before[entry.name].Zip(Values(entry.parameter), (old, now) => old - now).ToArray());
        return (predictions, loss, gradients);
    }

    private static IEnumerable<(string Name, GraphEdXOptions Options)> Options()
    {
        // A higher temperature than the default: gradients of a hard alignment are nearly all 0, and would test little.
        var soft = new GraphEdXOptions { Nodes = 8, Costs = General, Sinkhorn = new() { Temperature = 0.2 } };
        foreach (var edges in Enum.GetValues<SetDivergenceKind>())
        {
            yield return ($"{edges} of edges", soft with { EdgeDivergence = edges, Terms = GraphEdXTerms.Edges });
            yield return ($"{edges} of nodes", soft with { NodeDivergence = edges, Terms = GraphEdXTerms.Nodes });
        }

        yield return ("both", soft with { Nodes = 9, NodeWeight = 0.5 });
        yield return ("default temperature", soft with { Sinkhorn = new() });
        yield return ("independent", soft with { Nodes = 7, ConsistentAlignment = false });
        yield return ("edges alone embedded", soft with { EmbedsNonEdges = false });
        yield return ("labels", soft with { Labels = [GraphLabel.Of("a"), GraphLabel.Of("b"), GraphLabel.Of("c")] });
    }
}
