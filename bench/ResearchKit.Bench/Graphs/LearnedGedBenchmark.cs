using System.CommandLine;
using System.Globalization;
using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Graphs;

/// <summary>An epoch of GraphEdX in one pass over each pair beside the same epoch in plain tensors, and beside an embedding network.</summary>
/// <remarks>CPU time of this thread, one thread for tensors. Goals: the fused form at least four times as fast with XOR-DiffAlign, and below 2 s an epoch.</remarks>
internal static class LearnedGedBenchmark
{
    private const int GraphCount = 90;
    private const int Largest = 10;
    private const double SpeedUpGoal = 4;
    private const double EpochGoal = 2;

    private static readonly Option<int> Epochs = BenchOption.Count("--epochs", "Epochs of each variant, of which the mean counts.", 4);

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("learned-ged", "An epoch of GraphEdX in one pass over each pair beside the same epoch in plain tensors, and beside an embedding network.")
        {
            Epochs,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0 if every goal is met, else 1.</returns>
    private static int Run(ParseResult parsed)
    {
        var epochs = parsed.GetValue(Epochs);
        set_num_threads(1);
        var graphs = GraphCollections.MoleculeLike(GraphCount, 0, largest: Largest).Graphs;
        var truth = GedTable.Compute(graphs, EditCosts.Uniform);
        var split = GraphSplit.Random(GraphCount, 0);
        var options = new GraphEdXOptions { Nodes = Largest };
        double Epoch(Func<GedNetwork> make)
        {
            using var network = make();
            GedTrainer.Train(network, graphs, truth, split, new GedTrainingOptions { Epochs = 1 });
            var start = ThreadClock.Seconds;
            GedTrainer.Train(network, graphs, truth, split, new GedTrainingOptions { Epochs = epochs });
            return (ThreadClock.Seconds - start) / epochs;
        }

        var met = true;
        Console.WriteLine("variant         cpu s an epoch: plain   fused   ratio   goal");
        foreach (var (name, variant, goal) in new[]
        {
            ("XOR/AD", options, SpeedUpGoal), ("AD/AD", options with { EdgeDivergence = SetDivergenceKind.AlignDiff }, 0),
            ("DA/DA", options with { EdgeDivergence = SetDivergenceKind.DiffAlign, NodeDivergence = SetDivergenceKind.DiffAlign }, 0), ("independent", options with { ConsistentAlignment = false }, 0),
        })
        {
            var (plain, fused) = (Epoch(() => new GraphEdX(variant with { Fused = false }, 0)), Epoch(() => new GraphEdX(variant, 0)));
            met &= plain / fused >= goal && (goal == 0 || fused < EpochGoal);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-15} {plain,21:0.000} {fused,7:0.000} {plain / fused,7:0.0}   {(goal > 0 ? $"{goal:0}" : "-")}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"GMN-Embed       {Epoch(() => new GraphEmbeddingNetwork(Largest, EmbeddingDistance.Euclidean, null, 0)),21:0.000}"));
        return met ? 0 : 1;
    }
}
