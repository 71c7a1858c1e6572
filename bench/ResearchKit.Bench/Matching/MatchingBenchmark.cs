using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Matching;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Matching;

/// <summary>Weight matching beside a faithful numpy and scipy version, interleaved, one thread, in CPU time of the process.</summary>
/// <remarks>Usage: <c>matching [--cases a,b] [--repetitions k] [--sweeps k] [--json file]</c>. Run large cases alone to read their peak memory.</remarks>
internal static class MatchingBenchmark
{
    private const string Python = "/usr/bin/python3";
    private const string OneThread = "OPENBLAS_NUM_THREADS";
    private const int ModelSeed = 20;
    private const double WarmUpSeconds = 2;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Runs the benchmark.</summary>
    /// <returns>0 if every goal is met, else 1.</returns>
    public static int Run(string[] arguments)
    {
        if (Environment.GetEnvironmentVariable(OneThread) != "1")
        {
            return RunAgainWithOneThread(arguments);
        }

        set_num_threads(1);
        var names = Value(arguments, "--cases")?.Split(',');
        var cases = MatchingCase.All.Where(one => names is null || names.Contains(one.Name)).ToList();
        var rows = new List<MatchingRow>();
        Console.WriteLine("case              peer s     ours s   ratio  goal  sweeps  differ  gain      peak MiB");
        foreach (var one in cases)
        {
            var adjusted = one with
            {
                Repetitions = int.Parse(Value(arguments, "--repetitions") ?? $"{one.Repetitions}", CultureInfo.InvariantCulture),
                MaxSweeps = int.Parse(Value(arguments, "--sweeps") ?? $"{one.MaxSweeps}", CultureInfo.InvariantCulture),
            };
            var row = Measure(adjusted, Value(arguments, "--peer") ?? Path.Combine(AppContext.BaseDirectory, "peers", "matching_peer.py"));
            rows.Add(row);
            Print(row);
        }

        if (Value(arguments, "--json") is { } path)
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

    /// <summary>The BLAS library reads its number of threads when it is loaded, from the environment that the process started with.</summary>
    private static int RunAgainWithOneThread(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["matching", .. arguments]);
        start.Environment[OneThread] = "1";
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The benchmark did not start again.");
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string? Value(string[] arguments, string name)
    {
        var place = Array.IndexOf(arguments, name);
        return place < 0 ? null
            : place + 1 < arguments.Length ? arguments[place + 1]
            : throw new ArgumentException($"{name} needs a value.");
    }
}
