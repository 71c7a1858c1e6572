using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Matching;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Matching;

/// <summary>Weight matching beside a faithful numpy and scipy version, interleaved, one thread, in CPU time of the process.</summary>
/// <remarks>Run large cases alone to read their peak memory.</remarks>
internal static class MatchingBenchmark
{
    private const string Python = "/usr/bin/python3";
    private const int ModelSeed = 20;
    private const double WarmUpSeconds = 2;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Option<string[]?> Cases = BenchOption.Names("--cases", "The pairs of networks; by default all.", MatchingCase.All.Select(one => one.Name));
    private static readonly Option<int?> Repetitions = BenchOption.Count("--repetitions", "Runs of each side, in turn, of which the median counts; by default what each case says.");
    private static readonly Option<int?> Sweeps = BenchOption.Count("--sweeps", "The most sweeps of both sides; by default what each case says.");
    private static readonly Option<string> Peer = BenchOption.Peer("matching_peer.py");
    private static readonly Option<string?> Json = BenchOption.Json();

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("matching", "Weight matching beside a faithful numpy and scipy version.")
        {
            Cases, Repetitions, Sweeps, Peer, Json,
        };
        command.SetAction(parsed => OneThread.Run(() => Run(parsed)));
        return command;
    }

    /// <returns>0 if every goal is met, else 1.</returns>
    private static int Run(ParseResult parsed)
    {
        set_num_threads(1);
        var names = parsed.GetValue(Cases);
        var cases = MatchingCase.All.Where(one => names is null || names.Contains(one.Name)).ToList();
        var rows = new List<MatchingRow>();
        Console.WriteLine("case              peer s     ours s   ratio  goal  sweeps  differ  gain      peak MiB");
        foreach (var one in cases)
        {
            var adjusted = one with
            {
                Repetitions = parsed.GetValue(Repetitions) ?? one.Repetitions,
                MaxSweeps = parsed.GetValue(Sweeps) ?? one.MaxSweeps,
            };
            var row = Measure(adjusted, parsed.GetRequiredValue(Peer));
            rows.Add(row);
            Print(row);
        }

        if (parsed.GetValue(Json) is { } path)
        {
            File.WriteAllText(path, JsonSerializer.Serialize(rows, Indented));
        }

        return rows.TrueForAll(row => row.Met) ? 0 : 1;
    }

    private static MatchingRow Measure(MatchingCase one, string script)
    {
        var folder = Directory.CreateTempSubdirectory("matching").FullName;
        using var scope = NewDisposeScope();
        using var peer = new MatchingPeer(Python, script, folder);
        try
        {
            peer.Make(one.Name, ModelSeed);
            var a = Safetensors.Load(Path.Combine(folder, "a.safetensors"));
            var spec = one.IsResNet ? PermutationSpecs.ResNet(a) : one.IsVgg ? PermutationSpecs.Vgg(a) : PermutationSpecs.Mlp(a);
            peer.WriteSpec(spec);
            if (one.IsPlanted)
            {
                peer.Plant(ModelSeed + 2);
            }

            var b = Safetensors.Load(Path.Combine(folder, "b.safetensors"));
            var options = new WeightMatchingOptions { MaxSweeps = one.MaxSweeps, Seed = 1 };
            peer.Load(Enumerable.Range(0, one.MaxSweeps).Select(sweep => SweepOrder.Create(spec.Groups.Count, options.Seed, 0, sweep)));
            return Compare(one, peer, spec, a, b, options);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static MatchingRow Compare(MatchingCase one, MatchingPeer peer, PermutationSpec spec, Dictionary<string, Tensor> a, Dictionary<string, Tensor> b, WeightMatchingOptions options)
    {
        WarmUp(spec, a, b, options);
        var peers = new List<Dictionary<string, double>>();
        var ours = new List<(double Seconds, MatchingResult Result)>();
        Alignment theirs = null!;
        for (var k = 0; k < one.Repetitions; k++)
        {
            (var report, theirs) = peer.Match(spec, one.MaxSweeps);
            peers.Add(report);
            var start = Environment.CpuUsage.TotalTime;
            var result = WeightMatching.Match(spec, a, b, options);
            ours.Add(((Environment.CpuUsage.TotalTime - start).TotalSeconds, result));
        }

        var peerMedian = Median(peers, report => report["seconds"]);
        var ourMedian = Median(ours, run => run.Seconds);
        var their = ModelComparison.Measure(theirs, a, b).Objective;
        return new MatchingRow
        {
            Case = one.Name,
            PeerSeconds = peerMedian["seconds"],
            OurSeconds = ourMedian.Seconds,
            Ratio = peerMedian["seconds"] / ourMedian.Seconds,
            Goal = one.Goal,
            PeerSweeps = (int)peerMedian["sweeps"],
            OurSweeps = ourMedian.Result.Sweeps,
            DifferingUnits = ourMedian.Result.Alignment.HammingDistance(theirs),
            ObjectiveGain = (ourMedian.Result.Objective - their) / Math.Abs(their),
            PeerShares = string.Join(' ', peerMedian.Where(pair => pair.Key is not ("seconds" or "sweeps")).Select(pair => Share(pair.Key, pair.Value, peerMedian["seconds"]))),
            OurShares = Shares(ourMedian.Result.Timings),
            PeakMebibytes = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0,
        };
    }

    /// <summary>Lets the runtime compile the loops well: small cases run often enough for its second tier.</summary>
    private static void WarmUp(PermutationSpec spec, Dictionary<string, Tensor> a, Dictionary<string, Tensor> b, WeightMatchingOptions options)
    {
        var start = Environment.CpuUsage.TotalTime;
        do
        {
            WeightMatching.Match(spec, a, b, options with { MaxSweeps = 2 });
        }
        while ((Environment.CpuUsage.TotalTime - start).TotalSeconds < WarmUpSeconds);
    }

    private static string Shares(MatchingTimings timings) => string.Join(
        ' ',
        Share("setup", timings.Setup, timings.Total),
        Share("gather", timings.Gathers, timings.Total),
        Share("products", timings.Products, timings.Total),
        Share("assignment", timings.Assignment, timings.Total),
        Share("verification", timings.Verification, timings.Total));

    private static string Share(string name, double part, double whole) => string.Create(CultureInfo.InvariantCulture, $"{name} {100 * part / whole:F0}%");

    private static T Median<T>(IEnumerable<T> runs, Func<T, double> seconds)
    {
        var sorted = runs.OrderBy(seconds).ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }

    private static void Print(MatchingRow row)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Case,-16} {row.PeerSeconds,8:F3} {row.OurSeconds,10:F3} {row.Ratio,7:F2} {row.Goal,5:F1} {row.PeerSweeps,3}/{row.OurSweeps,-3} {row.DifferingUnits,6}  {row.ObjectiveGain,8:E1} {row.PeakMebibytes,8:F0}  {(row.Met ? "met" : "NOT MET")}"));
        Console.WriteLine($"                 peer: {row.PeerShares}");
        Console.WriteLine($"                 ours: {row.OurShares}");
    }
}
