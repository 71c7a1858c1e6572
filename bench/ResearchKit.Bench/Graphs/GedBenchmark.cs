using System.Globalization;
using ResearchKit.Graphs;

namespace ResearchKit.Bench.Graphs;

/// <summary>Graph edit distance beside networkx.graph_edit_distance, interleaved, one thread, in CPU time; and how our solvers grow.</summary>
/// <remarks>Usage: <c>ged [--sizes 8,10] [--pairs k] [--limit seconds] [--probability p]</c>, or <c>ged --growth [--sizes 8,16,...] [--pairs k]</c> for ours alone.</remarks>
internal static class GedBenchmark
{
    private const string Python = "/usr/bin/python3";
    private const int Labels = 3;

    private static readonly Dictionary<int, double> Goals = new() { [8] = 100, [10] = 1000 };

    /// <summary>Runs the benchmark.</summary>
    /// <returns>0 if every goal is met and all distances agree, else 1.</returns>
    public static int Run(string[] arguments)
    {
        var pairs = int.Parse(Value(arguments, "--pairs") ?? "5", CultureInfo.InvariantCulture);
        var probability = double.Parse(Value(arguments, "--probability") ?? "0.4", CultureInfo.InvariantCulture);
        if (arguments.Contains("--growth"))
        {
            Grow(Sizes(arguments, "8,10,16,30,70,200"), pairs);
            return 0;
        }

        using var peer = new GedPeer(Python, Path.Combine(AppContext.BaseDirectory, "peers", "ged_peer.py"));
        var limit = double.Parse(Value(arguments, "--limit") ?? "60", CultureInfo.InvariantCulture);
        var met = true;
        Console.WriteLine("n   labels  pairs  networkx s  (stopped)  ours ms    ratio    goal  distance  first value: networkx / BRANCH / REFINE x10");
        foreach (var size in Sizes(arguments, "8,10"))
        {
            foreach (var labels in new[] { 0, Labels })
            {
                met &= Compare(peer, size, labels, pairs, probability, limit);
            }
        }

        return met ? 0 : 1;
    }

    private static bool Compare(GedPeer peer, int size, int labels, int pairs, double probability, double limit)
    {
        WarmUp(size, labels, probability);
        var (theirs, ours, distance, first, branch, refine, stopped, agree) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, true);
        for (var k = 0; k < pairs; k++)
        {
            var (a, b) = Pair(size, labels, probability, k);
            var answer = peer.Solve(a, b, limit);
            var (result, seconds) = Time(new DepthFirstSolver(), a, b);
            (theirs, ours, distance, first) = (theirs + answer.Seconds, ours + seconds, distance + result.UpperBound, first + answer.First);
            branch += new BranchSolver().Solve(a, b, EditCosts.Uniform).UpperBound;
            refine += new RefineSolver(2, 10).Solve(a, b, EditCosts.Uniform).UpperBound;
            stopped += answer.Stopped ? 1 : 0;
            agree &= result.IsOptimal && (answer.Stopped ? answer.Distance is null || answer.Distance >= result.UpperBound : answer.Distance == result.UpperBound);
        }

        var (ratio, goal) = (theirs / ours, Goals.GetValueOrDefault(size));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size,-3} {labels,6} {pairs,6} {theirs / pairs,11:F3} {stopped,10} {1000 * ours / pairs,8:F3} {(stopped > 0 ? ">" : string.Empty)}{ratio,8:F0} {goal,7:F0} {distance / pairs,9:F2}  {first / pairs:F2} / {branch / pairs:F2} / {refine / pairs:F2}  {(agree ? string.Empty : "DISTANCES DIFFER")}{(ratio >= goal ? "met" : "NOT MET")}"));
        return agree && ratio >= goal;
    }

    /// <summary>How the solvers grow with the size of sparse graphs of mean degree 4, labelled and not; exact search with a limit.</summary>
    private static void Grow(int[] sizes, int pairs)
    {
        IGedSolver[] solvers = [new NodeSolver(), new BranchSolver(), new BranchFastSolver(), new BipartiteSolver(), new StarSolver(), new RingSolver(), new RefineSolver(), new IpfpSolver(), new IpfpSolver(10), new BeamSolver()];
        Console.WriteLine("median CPU ms and mean upper | lower bound");
        foreach (var size in sizes)
        {
            var probability = size <= 16 ? 0.4 : 4.0 / size;
            for (var s = 0; s < solvers.Length; s++)
            {
                WarmUpOne(solvers[s], size, probability);
                var runs = Enumerable.Range(0, pairs).Select(k =>
                {
                    var (a, b) = Pair(size, Labels, probability, k);
                    return Time(solvers[s], a, b);
                }).ToArray();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"n={size,-4} {solvers[s].Name + (s == 8 ? " x10" : string.Empty),-12} {1000 * runs.Select(run => run.Seconds).Order().ElementAt(pairs / 2),10:F3} ms  {runs.Average(run => run.Result.UpperBound),8:F2} | {runs.Average(run => run.Result.LowerBound):F2}"));
            }
        }
    }

    private static void WarmUp(int size, int labels, double probability)
    {
        var start = ThreadClock.Seconds;
        for (var k = 0; k < 200 && ThreadClock.Seconds - start < 2; k++)
        {
            var (a, b) = Pair(size, labels, probability, 1000 + k);
            new DepthFirstSolver().Solve(a, b, EditCosts.Uniform);
        }
    }

    private static void WarmUpOne(IGedSolver solver, int size, double probability)
    {
        var start = ThreadClock.Seconds;
        for (var k = 0; k < 200 && ThreadClock.Seconds - start < 0.5; k++)
        {
            var (a, b) = Pair(size, Labels, probability, 1000 + k);
            solver.Solve(a, b, EditCosts.Uniform);
        }
    }

    private static (GedResult Result, double Seconds) Time(IGedSolver solver, Graph a, Graph b)
    {
        var start = ThreadClock.Seconds;
        var result = solver.Solve(a, b, EditCosts.Uniform);
        return (result, ThreadClock.Seconds - start);
    }

    private static (Graph A, Graph B) Pair(int size, int labels, double probability, int k)
    {
        var seed = new Seed(2024).For($"{size}/{labels}", k);
        return (GraphFamilies.Random(size, probability, seed.For("a"), labels), GraphFamilies.Random(size, probability, seed.For("b"), labels));
    }

    private static int[] Sizes(string[] arguments, string standard) =>
        [.. (Value(arguments, "--sizes") ?? standard).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

    private static string? Value(string[] arguments, string name)
    {
        var at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}
