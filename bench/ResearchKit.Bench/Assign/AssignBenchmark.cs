using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Assignment;

namespace ResearchKit.Bench.Assign;

/// <summary>Linear assignment beside scipy on every family of instances, interleaved, in CPU time.</summary>
internal static class AssignBenchmark
{
    private const string Python = "/usr/bin/python3";
    private const int FirstSeed = 12345;
    private const int WorkspaceUpTo = 128;

    /// <summary>Time for the compiler to finish its tiers before measuring.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    private static readonly string[] AllFamilies = ["uniform", "intn", "int100", "gauss", "plantedq", "planted0.5", "geom2", "geom8"];
    private static readonly int[] StandardSizes = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Option<string[]?> Families = BenchOption.Names("--families", "The kinds of costs; by default all.", AllFamilies);
    private static readonly Option<int[]?> Sizes = BenchOption.Counts("--sizes", $"Rows and columns; by default {string.Join(',', StandardSizes)}.");
    private static readonly Option<int?> Repetitions = BenchOption.Count("--repetitions", "Runs of each problem, of which the median counts; by default 9 up to n = 1024, 7 up to 2048, 5 above.");
    private static readonly Option<AssignmentMethod> Method = new("--method") { Description = "The kit's solver.", DefaultValueFactory = _ => AssignmentMethod.Auto };
    private static readonly Option<AssignmentStart> Start = new("--start") { Description = "How the kit's solver starts.", DefaultValueFactory = _ => AssignmentStart.Auto };
    private static readonly Option<string> Peer = BenchOption.Peer("assign_peer.py");
    private static readonly Option<string?> Json = BenchOption.Json();

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("assign", "Linear assignment beside scipy.optimize.linear_sum_assignment on every family of costs.")
        {
            Families, Sizes, Repetitions, Method, Start, Peer, Json,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0 if every goal is met, else 1.</returns>
    private static int Run(ParseResult parsed)
    {
        var options = new AssignmentOptions { Method = parsed.GetValue(Method), Start = parsed.GetValue(Start) };
        using var peer = new AssignPeer(Python, parsed.GetRequiredValue(Peer));
        var rows = new List<AssignRow>();
        Console.WriteLine("family       n    scipy ms      f32 ms      f64 ms   scipy/f32  scipy/f64   gap      certificate  goal        detail");
        foreach (var family in parsed.GetValue(Families) ?? AllFamilies)
        {
            foreach (var n in parsed.GetValue(Sizes) ?? StandardSizes)
            {
                var row = Measure(peer, family, n, parsed.GetValue(Repetitions) ?? RepetitionsOf(n), options);
                rows.Add(row);
                Print(row);
            }
        }

        if (parsed.GetValue(Json) is { } path)
        {
            File.WriteAllText(path, JsonSerializer.Serialize(rows, Indented));
        }

        var missed = rows.Where(row => !row.Met).ToList();
        Console.WriteLine($"{rows.Count - missed.Count} of {rows.Count} lines as wanted.");
        return missed.Count == 0 ? 0 : 1;
    }

    private static int RepetitionsOf(int n) => n <= 1024 ? 9 : n <= 2048 ? 7 : 5;

    private static AssignRow Measure(AssignPeer peer, string family, int n, int repetitions, AssignmentOptions options)
    {
        // Many small instances in turn: a single one would be learnt by the branch predictor, which no real use would see.
        var small = n <= WorkspaceUpTo;
        var instances = !small ? 1 : n <= 32 ? 1000 : 100;
        var costs = peer.Make(family, n, FirstSeed + n, instances);
        var singles = Array.ConvertAll(costs, cost => Array.ConvertAll(cost, x => (float)x));
        var calls = instances;
        var workspace = new AssignmentWorkspace();
        var partners = new int[n];
        Action<int> solveSingle = small
            ? k => workspace.Solve(singles[k], n, partners)
            : _ => LinearAssignment.Solve(singles[0], n, n, options);
        Action<int> solveDouble = small
            ? k => workspace.Solve(costs[k], n, partners)
            : _ => LinearAssignment.Solve(costs[0], n, n, options);
        for (var (since, turn) = (Stopwatch.StartNew(), 0); turn < 2 || since.Elapsed < WarmUp; turn++)
        {
            Time(solveSingle, calls);
            Time(solveDouble, calls);
        }

        var times = new List<(double Scipy, double Single, double Double)>();
        for (var k = 0; k < repetitions; k++)
        {
            times.Add((peer.Time(calls), Time(solveSingle, calls), Time(solveDouble, calls)));
        }

        var (gap, certificate) = (0.0, 0.0);
        var values = peer.Values();
        AssignmentResult ofSingle = null!;
        for (var k = 0; k < costs.Length; k++)
        {
            ofSingle = LinearAssignment.Solve(singles[k], n, n, options with { FullCheck = true });
            var ofDouble = LinearAssignment.Solve(costs[k], n, n, options with { FullCheck = true });
            var ofWidened = LinearAssignment.Solve(Array.ConvertAll(singles[k], x => (double)x), n, n, new AssignmentOptions { Method = AssignmentMethod.Dense });
            gap = Math.Max(gap, Math.Max(Gap(ofDouble.Objective, values[k]), Gap(ofSingle.Objective, ofWidened.Objective)));
            certificate = Math.Max(certificate, Math.Max(ofSingle.Certificate, ofDouble.Certificate));
        }

        var goal = AssignGoal.For(family, n);
        var (scipyMedian, singleMedian, doubleMedian) = (Median.Of(times.Select(t => t.Scipy)), Median.Of(times.Select(t => t.Single)), Median.Of(times.Select(t => t.Double)));
        var counters = ofSingle.Counters;
        return new AssignRow
        {
            Family = family,
            Size = n,
            ScipySeconds = scipyMedian,
            SingleSeconds = singleMedian,
            DoubleSeconds = doubleMedian,
            Ratio = scipyMedian / singleMedian,
            DoubleRatio = scipyMedian / doubleMedian,
            Gap = gap,
            Certificate = certificate,
            GoalNumber = goal?.Number ?? 0,
            GoalRatio = goal?.Ratio ?? 0,
            Met = scipyMedian / singleMedian >= (goal?.Ratio ?? 0)
                && gap <= AssignGoal.Gap
                && certificate <= AssignGoal.Certificate
                && (small ? scipyMedian / doubleMedian >= (goal?.Ratio ?? 0) : singleMedian / doubleMedian >= AssignGoal.DoubleSpeed),
            Details = $"{ofSingle.Method}/{ofSingle.Start} steps {counters.RowSteps} paths {counters.Augmentations} relaxed {counters.Relaxations} lists {counters.ListBuilds}{(counters.Repaired ? " REPAIRED" : string.Empty)}",
        };
    }

    private static double Time(Action<int> action, int calls)
    {
        var start = ThreadClock.Seconds;
        for (var k = 0; k < calls; k++)
        {
            action(k);
        }

        return (ThreadClock.Seconds - start) / calls;
    }

    private static double Gap(double a, double b) => Math.Abs(a - b) / Math.Max(Math.Max(Math.Abs(a), Math.Abs(b)), double.Epsilon);

    private static void Print(AssignRow row)
    {
        var goal = row.GoalNumber == 0 ? "-" : FormattableString.Invariant($"{row.GoalNumber}: {row.GoalRatio}x");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Family,-10} {row.Size,5} {row.ScipySeconds * 1e3,10:F4} {row.SingleSeconds * 1e3,11:F4} {row.DoubleSeconds * 1e3,11:F4} {row.Ratio,10:F2} {row.DoubleRatio,10:F2}   {row.Gap:E1}  {row.Certificate:E1}  {goal,-8} {(row.Met ? "met" : "NOT MET"),-8} {row.Details}"));
    }
}
