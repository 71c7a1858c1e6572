using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class EncoderPassTests
{
    /// <summary>Single precision against double: sums of some hundred terms through five rounds.</summary>
    private const double Rounding = 1e-4;

    private static readonly GraphLabel[] Letters = [GraphLabel.Of("a"), GraphLabel.Of("b"), GraphLabel.Of("c")];

    [Theory]
    [InlineData(10, 5, false)]
    [InlineData(10, 5, true)]
    [InlineData(1, 2, false)]
    [InlineData(7, 1, true)]
    [InlineData(17, 3, false)]
    [InlineData(4, 0, true)]
    public void Should_Give_The_Predictions_And_Gradients_Of_The_Plain_Form_When_Run_Without_Tensors(int stateSize, int rounds, bool labelled)
    {
        // One node, no node at all, and enough nodes for whole and broken blocks of vectors.
        Graph[] graphs = [.. GraphCollections.MoleculeLike(9, 4, labels: labelled ? 3 : 0).Graphs, labelled ? new Graph([Letters[1]], []) : GraphFamilies.Path(1), Graph.Unlabelled(0, [])];
        GraphPair[] pairs = [new(0, 1), new(2, 0), new(3, 8), new(9, 5), new(5, 10), new(7, 6)];
        float[] distances = [3, 1, 0, 7, 2, 4];
        GedNetwork Make() => new GraphEmbeddingNetwork(10, EmbeddingDistance.CostGuided, EditCosts.Create(3, 1, 2, 1), 5, labelled ? Letters : null, stateSize, rounds);

        var (predictions, gradients) = Evaluate(Make(), ScalarType.Float32, graphs, pairs, distances);
        var (plainPredictions, plainGradients) = Evaluate(Make(), ScalarType.Float64, graphs, pairs, distances);

        AssertClose(plainPredictions, predictions, "predictions");
        Assert.Contains(plainGradients, gradient => gradient.Key.StartsWith("encoder", StringComparison.Ordinal) && gradient.Value.Any(slope => Math.Abs(slope) > 100 * Rounding));
        foreach (var (name, expected) in plainGradients)
        {
            AssertClose(expected, gradients[name], name);
        }
    }

    [Fact]
    public void Should_Add_To_The_Gradients_When_Called_Again()
    {
        var graphs = GraphCollections.MoleculeLike(4, 4).Graphs;
        GraphPair[] pairs = [new(0, 1), new(2, 3)];
        var (_, once) = Evaluate(new SimGnnNetwork(10, 5), ScalarType.Float32, graphs, pairs, [3, 1]);
        var (_, twice) = Evaluate(new SimGnnNetwork(10, 5), ScalarType.Float32, graphs, pairs, [3, 1], calls: 2);
        foreach (var (name, gradient) in once)
        {
            AssertClose(Array.ConvertAll(gradient, slope => 2 * slope), twice[name], name);
        }
    }

    private static void AssertClose(double[] expected, double[] actual, string name)
    {
        var largest = expected.Select(Math.Abs).Append(1).Max();
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Rounding * largest, $"{name}: plain {pair.First}, without tensors {pair.Second}"));
    }

    private static (double[] Predictions, Dictionary<string, double[]> Gradients) Evaluate(
        GedNetwork network, ScalarType type, IReadOnlyList<Graph> graphs, GraphPair[] pairs, float[] distances, int calls = 1)
    {
        using (network)
        {
            network.to(type);
            using var padded = network.Pad(graphs);
            Assert.Equal(type == ScalarType.Float32, network.IsFused(padded));
            var predictions = network.Predict(padded, pairs);
            double[] Values(Tensor parameter) => parameter.detach().to(ScalarType.Float64).data<double>().ToArray();
            var before = network.named_parameters().ToDictionary(entry => entry.name, entry => Values(entry.parameter));
            using var optimizer = optim.SGD(network.parameters(), 1);
            for (var call = 0; call < calls; call++)
            {
                network.AccumulateGradients(padded, pairs, distances);
            }

            optimizer.step(); // a step of length 1 is the gradient
            return (predictions, network.named_parameters().ToDictionary(entry => entry.name, entry => before[entry.name].Zip(Values(entry.parameter), (old, now) => old - now).ToArray()));
        }
    }
}
