using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Data;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Training;

/// <summary>An epoch of training beside python's torch, interleaved, from the same weights and in the same order.</summary>
/// <remarks>
/// Goals are in CPU time of the process, the only time that repeats on a shared machine. Read the time by the clock beside it:
/// python's default may have more threads than ours and lets them spin, which costs CPU time and not always time by the clock.
/// The column of threads is ours:python's.
/// </remarks>
internal static class TrainBenchmark
{
    /// <summary>The largest difference of the first losses.</summary>
    public const double LossTolerance = 1e-4;

    private const string Python = "/usr/bin/python3";
    private const string DefaultFolder = "artifacts/bench-train";
    private const double SameGoal = 1.05;
    private const double DefaultGoal = 1 / 1.2;
    private const int WarmUpSteps = 20;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Option<string[]?> Cases = BenchOption.Names("--cases", "The networks; by default all.", TrainCase.Names);
    private static readonly Option<int> Threads = BenchOption.Count("--threads", "Threads of ours and of the peer with the same settings.", 1);
    private static readonly Option<int> Images = BenchOption.Count("--images", "Images of an epoch of the ResNet20.", 10_000);
    private static readonly Option<int> Repetitions = BenchOption.Count("--repetitions", "Runs of each side, in turn, of which the median counts.", 3);
    private static readonly Option<int?> Limit = BenchOption.Count("--limit", "The most steps of a run; by default a whole epoch.");
    private static readonly Option<string> Folder = BenchOption.Folder(DefaultFolder);
    private static readonly Option<string> Peer = BenchOption.Peer("train_peer.py");
    private static readonly Option<string?> Json = BenchOption.Json();

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("train", "Training beside python's torch, from the same weights and in the same order.")
        {
            Cases, Threads, Images, Repetitions, Limit, Folder, Peer, Json,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0 if every goal is met, else 1.</returns>
    private static int Run(ParseResult parsed)
    {
        var threads = parsed.GetValue(Threads);
        var names = parsed.GetValue(Cases);
        var script = parsed.GetRequiredValue(Peer);
        var folder = Path.GetFullPath(parsed.GetRequiredValue(Folder));
        Directory.CreateDirectory(folder);
        set_num_threads(threads);
        using var data = ImageDataSets.FashionMnist();
        using var same = new TrainPeer(Python, script, threads);
        using var byDefault = new TrainPeer(Python, script, 0);
        var rows = new List<TrainRow>();
        Console.WriteLine("case      python   threads  steps   cpu s: ours  python  ratio   wall s: ours  python  ratio   first loss  gap      last gap  goal (cpu)");
        foreach (var one in TrainCase.All(data.Train, parsed.GetValue(Images)))
        {
            using (one)
            {
                if (names is null || names.Contains(one.Name))
                {
                    rows.AddRange(Measure(one, same, byDefault, folder, Math.Min(parsed.GetValue(Limit) ?? one.Steps, one.Steps), parsed.GetValue(Repetitions)));
                }
            }
        }

        if (parsed.GetValue(Json) is { } path)
        {
            File.WriteAllText(path, JsonSerializer.Serialize(rows, Indented));
        }

        return rows.TrueForAll(row => row.Met) ? 0 : 1;
    }

    private static List<TrainRow> Measure(TrainCase one, TrainPeer same, TrainPeer byDefault, string folder, int steps, int repetitions)
    {
        one.Save(folder);
        (string Mode, TrainPeer Peer, double Goal, List<TrainRun> Runs)[] peers = [("same", same, SameGoal, []), ("default", byDefault, DefaultGoal, [])];
        one.Train(Math.Min(steps, WarmUpSteps));
        foreach (var (_, peer, _, _) in peers)
        {
            peer.Load(one.Name, folder);
            peer.Train(Math.Min(steps, WarmUpSteps));
        }

        var ours = new List<TrainRun>();
        for (var k = 0; k < repetitions; k++)
        {
            ours.Add(one.Train(steps));
            foreach (var (_, peer, _, runs) in peers)
            {
                runs.Add(peer.Train(steps));
            }
        }

        var rows = new List<TrainRow>();
        foreach (var (mode, peer, goal, runs) in peers)
        {
            var row = new TrainRow
            {
                Case = one.Name,
                Mode = mode,
                Steps = steps,
                OurThreads = get_num_threads(),
                PeerThreads = peer.Threads,
                OurCpuSeconds = Median.Of(ours.Select(run => run.CpuSeconds)),
                PeerCpuSeconds = Median.Of(runs.Select(run => run.CpuSeconds)),
                OurWallSeconds = Median.Of(ours.Select(run => run.WallSeconds)),
                PeerWallSeconds = Median.Of(runs.Select(run => run.WallSeconds)),
                FirstLoss = ours[0].FirstLoss,
                FirstLossGap = ours.Zip(runs, (a, b) => Math.Abs(a.FirstLoss - b.FirstLoss)).Max(),
                LastLossGap = ours.Zip(runs, (a, b) => Math.Abs(a.LastLoss - b.LastLoss)).Max(),
                Goal = goal,
            };
            rows.Add(row);
            Print(row);
        }

        return rows;
    }

    private static void Print(TrainRow row) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Case,-9} {row.Mode,-8} {$"{row.OurThreads}:{row.PeerThreads}",-7} {row.Steps,6} {row.OurCpuSeconds,13:F2} {row.PeerCpuSeconds,7:F2} {row.CpuRatio,6:F3} {row.OurWallSeconds,14:F2} {row.PeerWallSeconds,7:F2} {row.WallRatio,6:F3}   {row.FirstLoss,10:F5}  {row.FirstLossGap,-7:0.0e+0}  {row.LastLossGap,-8:0.0e+0}  <= {row.Goal:F3} {(row.Met ? "met" : row.SameLoss ? "NOT MET" : "NOT MET, LOSSES DIFFER")}"));
}
