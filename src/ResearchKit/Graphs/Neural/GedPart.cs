using ResearchKit.Training;

namespace ResearchKit.Graphs.Neural;

/// <summary>The graphs of one part of a split, padded, with all their pairs and the exact distances.</summary>
internal sealed class GedPart : IDisposable
{
    public GedPart(GedNetwork network, IReadOnlyList<Graph> graphs, GedTable distances, IReadOnlyList<int> places)
    {
        Graphs = network.Pad([.. places.Select(place => graphs[place])]);
        Pairs = GraphPair.AllOf([.. Enumerable.Range(0, places.Count)]);
        Distances = [.. Pairs.Select(pair => distances[places[pair.Source], places[pair.Target]])];
    }

    public PaddedGraphs Graphs { get; }

    /// <summary>Pairs of places within this part.</summary>
    public IReadOnlyList<GraphPair> Pairs { get; }

    public double[] Distances { get; }

    public double[] Predict(GedNetwork network)
    {
        using var mode = new ModuleMode(network, training: false);
        return network.Predict(Graphs, Pairs);
    }

    public GedScores Evaluate(GedNetwork network) => GedScores.Of(Predict(network), Distances);

    public void Dispose() => Graphs.Dispose();
}
