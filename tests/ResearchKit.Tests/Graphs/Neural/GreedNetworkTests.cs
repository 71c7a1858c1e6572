using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class GreedNetworkTests
{
    private const double Rounding = 1e-4;

    private static readonly EditCosts General = EditCosts.Create(3, 1, 2, 1);

    [Theory]
    [InlineData(5, 20 + (5 * 220) + 610 + 110)]
    [InlineData(0, 20 + 110 + 110)]
    public void Should_Have_The_Parameters_Of_Its_Layers_When_Made(int layers, long expected)
    {
        using var network = new GreedNetwork(10, EmbeddingDistance.Euclidean, null, 0, layers: layers);
        Assert.Equal(expected, network.ParameterCount);
    }

    /// <summary>The layers written out for one graph, node by node, in double precision.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Should_Equal_The_Sums_Written_Out_When_Layers_Are_Skipped(int layers)
    {
        var graphs = GraphCollections.MoleculeLike(2, 3, largest: 8).Graphs;
        using var network = new GreedNetwork(10, EmbeddingDistance.CostGuided, General, 4, layers: layers);
        network.to(ScalarType.Float64);
        var parameters = network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach());
        var vectors = graphs.Select(graph => WrittenOut(graph, parameters, layers)).ToArray();
        var expected = vectors[0].Zip(vectors[1]).Sum(pair => pair.First > pair.Second ? 2.5 * (pair.First - pair.Second) : pair.Second - pair.First);

        Assert.Equal(expected, network.Predict(graphs[0], graphs[1]), 1e-9 * Math.Max(1, expected));
    }

    [Fact]
    public void Should_Not_Depend_On_The_Order_Of_Nodes_Or_The_Padding_When_Predicting()
    {
        var graphs = GraphCollections.MoleculeLike(2, 8, smallest: 7, largest: 7).Graphs;
        using var network = new GreedNetwork(7, EmbeddingDistance.Euclidean, null, 3);
        using var wider = new GreedNetwork(12, EmbeddingDistance.Euclidean, null, 3);
        var expected = network.Predict(graphs[0], graphs[1]);

        Assert.Equal(expected, network.Predict(graphs[0].Renumber(new Permutation(new[] { 4, 0, 6, 2, 1, 5, 3 })), graphs[1]), Rounding * Math.Max(1, expected));
        Assert.Equal(expected, wider.Predict(graphs[0], graphs[1]), Rounding * Math.Max(1, expected));
    }

    [Fact]
    public void Should_Depend_On_The_Direction_When_The_Distance_Is_Guided_By_Costs()
    {
        var graphs = GraphCollections.MoleculeLike(2, 8).Graphs;
        using var blind = new GreedNetwork(10, EmbeddingDistance.Euclidean, General, 3);
        using var guided = new GreedNetwork(10, EmbeddingDistance.CostGuided, General, 3);

        Assert.Equal(blind.Predict(graphs[0], graphs[1]), blind.Predict(graphs[1], graphs[0]), Rounding);
        Assert.NotEqual(guided.Predict(graphs[0], graphs[1]), guided.Predict(graphs[1], graphs[0]), 0.01);
    }

    [Fact]
    public void Should_Refuse_When_An_Argument_Is_Out_Of_Range()
    {
        Assert.ThrowsAny<ArgumentException>(() => new GreedNetwork(10, (EmbeddingDistance)7, null, 0));
        Assert.ThrowsAny<ArgumentException>(() => new GreedNetwork(10, EmbeddingDistance.Euclidean, null, 0, stateSize: 0));
        Assert.ThrowsAny<ArgumentException>(() => new GreedNetwork(10, EmbeddingDistance.Euclidean, null, 0, layers: -1));
        Assert.ThrowsAny<ArgumentException>(() => new GreedNetwork(0, EmbeddingDistance.Euclidean, null, 0));
    }

    private static double[] WrittenOut(Graph graph, Dictionary<string, Tensor> parameters, int layers)
    {
        double[] Affine(string layer, double[] input)
        {
            var (weight, bias) = (parameters[$"{layer}.weight"].data<double>().ToArray(), parameters[$"{layer}.bias"].data<double>().ToArray());
            return [.. bias.Select((b, o) => b + input.Select((x, i) => weight[(o * input.Length) + i] * x).Sum())];
        }

        double[] Rectified(double[] values) => Array.ConvertAll(values, value => Math.Max(0, value));
        double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
        double[] Total(double[][] rows) => rows.Aggregate(Add);
        var nodes = Enumerable.Range(0, graph.NodeCount).ToArray();
        var states = Array.ConvertAll(nodes, _ => Affine("encoder.first", [1.0]));
        var skipped = states;
        var sums = new List<double>(Total(states));
        for (var layer = 0; layer < layers; layer++)
        {
            var before = states;
            var at = $"encoder.layer{layer}";
            states = Array.ConvertAll(nodes, v => Affine($"{at}.second", Rectified(Affine($"{at}.first", nodes.Where(u => graph.HasEdge(u, v)).Select(u => before[u]).Aggregate(before[v], Add)))));
            if (layer % 2 == 1)
            {
                states = [.. states.Zip(skipped, Add)];
                skipped = states;
            }

            states = Array.ConvertAll(states, Rectified);
            sums.AddRange(Total(states));
        }

        return Affine("output.second", Rectified(Affine("output.first", [.. sums])));
    }
}
