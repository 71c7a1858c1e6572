using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ResearchKit.Compression;
using ResearchKit.Experts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Experts;

/// <summary>Aligning and merging one layer of gated experts beside numpy and scipy, and low-rank factors beside torch.linalg.svd; interleaved, one thread, CPU time of the process.</summary>
/// <remarks>The default is the shape of OLMoE: 64 experts, f = 1024, d = 2048.</remarks>
internal static class ExpertsBenchmark
{
    private const string Python = "/usr/bin/python3";
    private const double MergeGoal = 3;
    private const double SquareGoal = 6;
    private const double WideGoal = 2.5;
    private const int Tokens = 4096;

    private static readonly Option<int> Experts = BenchOption.Count("--experts", "Experts of the layer.", 64);
    private static readonly Option<int> Hidden = BenchOption.Count("--hidden", "Hidden units f of an expert.", 1024);
    private static readonly Option<int> Model = BenchOption.Count("--model", "The width d of the model.", 2048);
    private static readonly Option<int> Keep = BenchOption.Count("--keep", "Experts after the merge.", 16);
    private static readonly Option<int> Repetitions = BenchOption.Count("--repetitions", "Runs of each side, in turn, of which the median counts.", 3);
    private static readonly Option<bool> SvdOnly = new("--svd-only") { Description = "Time the low-rank factors alone." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("experts", "Aligning and merging one layer of experts beside numpy and scipy, and low-rank factors beside torch.linalg.svd.")
        {
            Experts, Hidden, Model, Keep, Repetitions, SvdOnly,
        };
        command.SetAction(parsed => OneThread.Run(() => Run(parsed)));
        return command;
    }

    /// <returns>0 if every goal is met and the results are equal, else 1.</returns>
    private static int Run(ParseResult parsed)
    {
        set_num_threads(1);
        var repetitions = parsed.GetValue(Repetitions);
        var folder = Directory.CreateTempSubdirectory("experts").FullName;
        try
        {
            using var peer = new ExpertsPeer(Python, Path.Combine(AppContext.BaseDirectory, "peers", "experts_peer.py"), folder);
            var met = Decompose(peer, folder, 1024, 1024, 64, SquareGoal, repetitions);
            met &= Decompose(peer, folder, 512, 2048, 512, WideGoal, repetitions);
            return (parsed.GetValue(SvdOnly) || Merge(peer, folder, parsed.GetValue(Experts), parsed.GetValue(Hidden), parsed.GetValue(Model), parsed.GetValue(Keep), repetitions)) && met ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Merge(ExpertsPeer peer, string folder, int count, int hidden, int model, int keep, int repetitions)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var layer = Layer(generator, folder, count, hidden, model);
        using var statistics = new RoutingStatistics(new RoutingStatisticsOptions { TokenLimit = 0 });
        var calibration = Observe(generator, folder, layer, statistics);
        peer.Load();
        new MSmoeMerger().Merge(Small(generator), new ExpertMergeTarget(2)).Dispose(); // compiles the loops
        var (theirs, ours) = (new List<Dictionary<string, double>>(), new List<(double Seconds, double Assignment, double Products)>());
        var equal = true;
        for (var k = 0; k < repetitions; k++)
        {
            var (report, answer) = peer.Merge(keep);
            theirs.Add(report);
            var start = Environment.CpuUsage.TotalTime;
            var wall = Stopwatch.GetTimestamp();
            using var result = new MSmoeMerger().Merge(calibration, new ExpertMergeTarget(keep));
            var elapsed = Stopwatch.GetElapsedTime(wall).TotalSeconds;
            ours.Add(((Environment.CpuUsage.TotalTime - start).TotalSeconds, result.Alignment!.AssignmentSeconds / elapsed, result.Alignment.ProductSeconds / elapsed));
            equal &= Same(answer, result);
        }

        var peerMedian = theirs.OrderBy(report => report["seconds"]).ElementAt(theirs.Count / 2);
        var ourMedian = ours.OrderBy(run => run.Seconds).ElementAt(ours.Count / 2);
        var ratio = peerMedian["seconds"] / ourMedian.Seconds;
        var best = theirs.Min(report => report["seconds"]) / ours.Min(run => run.Seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"align and merge {count} experts {hidden} x {model} to {keep}: peer {peerMedian["seconds"]:F2} s, ours {ourMedian.Seconds:F2} s, ratio {ratio:F2} (of the best runs {best:F2}), goal {MergeGoal}, {(equal ? "equal results" : "RESULTS DIFFER")}, {(ratio >= MergeGoal ? "met" : "NOT MET")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  peer: products {peerMedian["products"] / peerMedian["seconds"]:P0}, assignment {peerMedian["assignment"] / peerMedian["seconds"]:P0}, merging {peerMedian["merging"] / peerMedian["seconds"]:P0}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ours: products {ourMedian.Products:P0}, assignment {ourMedian.Assignment:P0}, the rest {1 - ourMedian.Products - ourMedian.Assignment:P0}"));
        return equal && ratio >= MergeGoal;
    }

    private static bool Decompose(ExpertsPeer peer, string folder, long rows, long columns, int rank, double goal, int repetitions)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var matrix = randn([rows, columns], generator: generator);
        Write(Path.Combine(folder, "matrix.f32"), [matrix]);
        var full = rank == Math.Min(rows, columns);
        var options = new RandomizedSvdOptions { PowerSteps = 2 };
        LowRankFactors Ours() => full ? TruncatedSvd.Factor(matrix, rank) : RandomizedSvd.Factor(matrix, rank, options);
        Ours();
        var (theirs, ours) = (new List<double>(), new List<double>());
        var (bestError, ourError) = (0.0, 0.0);
        for (var k = 0; k < repetitions; k++)
        {
            var report = peer.Decompose(rows, columns, rank);
            theirs.Add(report["seconds"]);
            bestError = report["error"];
            var start = Environment.CpuUsage.TotalTime;
            var factors = Ours();
            ours.Add((Environment.CpuUsage.TotalTime - start).TotalSeconds);
            ourError = (matrix - factors.Product()).norm().item<float>() / matrix.norm().item<float>();
        }

        var ratio = theirs.Order().ElementAt(theirs.Count / 2) / ours.Order().ElementAt(ours.Count / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"svd {rows} x {columns}, {(full ? "whole, Gram" : $"rank {rank}, randomised")}: torch.linalg.svd {theirs.Order().ElementAt(theirs.Count / 2):F3} s, ours {ours.Order().ElementAt(ours.Count / 2):F3} s, ratio {ratio:F1}, goal {goal}; relative error {ourError:G4} (best possible {bestError:G4}), {(ratio >= goal ? "met" : "NOT MET")}"));
        return ratio >= goal;
    }

    private static ExpertLayer Layer(Generator generator, string folder, int count, int hidden, int model)
    {
        var experts = Enumerable.Range(0, count).Select(_ => ExpertWeights.Gated(
            randn([hidden, model], generator: generator),
            randn([hidden, model], generator: generator),
            randn([model, hidden], generator: generator))).ToArray();
        Write(Path.Combine(folder, "layer.f32"), experts.SelectMany(expert => expert.Parts.Values));
        File.WriteAllText(Path.Combine(folder, "shape.json"), JsonSerializer.Serialize(new { experts = count, hidden, model }));
        return new ExpertLayer(randn([count, model], generator: generator), experts, new ExpertRouterOptions { TopK = Math.Min(8, count) });
    }

    private static ExpertCalibration Observe(Generator generator, string folder, ExpertLayer layer, RoutingStatistics statistics)
    {
        var bias = randn([1, layer.Slots], generator: generator);
        var logits = randn([Tokens, layer.Slots], generator: generator) + bias;
        var (gates, selected) = logits.topk(layer.Options.TopK);
        statistics.Observe(new RoutingBatch(layer.Name, zeros(Tokens, layer.Router.shape[1]), logits, selected, gates));
        Write(Path.Combine(folder, "logits.f32"), [logits]);
        var routing = statistics[layer.Name];
        File.WriteAllBytes(Path.Combine(folder, "frequency.f64"), MemoryMarshal.AsBytes<double>(routing.Frequency.ToArray()).ToArray());
        return new ExpertCalibration(layer, routing);
    }

    private static ExpertCalibration Small(Generator generator)
    {
        var experts = Enumerable.Range(0, 8).Select(_ => ExpertWeights.Gated(randn([512, 1024], generator: generator), randn([512, 1024], generator: generator), randn([1024, 512], generator: generator))).ToArray();
        var layer = new ExpertLayer(randn([8, 1024], generator: generator), experts, name: "small");
        var statistics = new RoutingStatistics();
        layer.Forward(randn([64, 1024], generator: generator), statistics);
        return new ExpertCalibration(layer, statistics["small"]);
    }

    private static bool Same(ExpertsPeerAnswer answer, ExpertMergeResult result)
    {
        var norms = result.Layer.Experts.Select(expert => Math.Sqrt(expert.Parts.Values.Sum(part => part.to(ScalarType.Float64).square().sum().item<double>())));
        return answer.Group.AsSpan().SequenceEqual(result.Groups!.GroupOf.ToArray())
            && answer.Permutations.Zip(result.Alignment!.Matches).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.Permutation.AsSpan()))
            && answer.Norms.Zip(norms).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4 * pair.First);
    }

    private static void Write(string path, IEnumerable<Tensor> tensors)
    {
        using var file = File.Create(path);
        foreach (var tensor in tensors)
        {
            file.Write(tensor.bytes);
        }
    }
}
