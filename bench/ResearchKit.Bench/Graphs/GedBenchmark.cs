using System.Globalization;
using ResearchKit.Graphs;

namespace ResearchKit.Bench.Graphs;

/// <summary>Graph edit distance beside networkx.graph_edit_distance, interleaved, one thread, in CPU time; and how our solvers grow.</summary>
/// <remarks>
/// Usage: <c>ged [--sizes 8,10] [--pairs k] [--limit seconds] [--probability p]</c>, which ends with the bounds of IPFP; <c>ged --growth [--sizes 8,16,...] [--pairs k] [--figure FILE]</c> for
/// ours alone; <c>ged --quality [--pairs k]</c> for the bounds of IPFP alone.
/// </remarks>
internal static class GedBenchmark
{
    private const string Python = "/usr/bin/python3";
    private const int QualityPairs = 400;
    private const double WarmUpSeconds = 2;

    private static readonly Dictionary<int, double> Goals = new() { [8] = 100, [10] = 1000 };

    /// <summary>Runs the benchmark.</summary>
    /// <returns>0 if every goal is met and all distances agree, else 1.</returns>
    public static int Run(string[] arguments)
    {
        var pairs = int.Parse(Value(arguments, "--pairs") ?? "5", CultureInfo.InvariantCulture);
        var probability = double.Parse(Value(arguments, "--probability") ?? "0.4", CultureInfo.InvariantCulture);
        if (arguments.Contains("--growth"))
        {
            GedGrowth.Run(Sizes(arguments, "8,10,16,30,70,200"), pairs, Value(arguments, "--figure"));
            return 0;
        }

        if (arguments.Contains("--quality"))
        {
            return GedQuality.Run(Value(arguments, "--pairs") is null ? QualityPairs : pairs, probability) ? 0 : 1;
        }

        using var peer = new GedPeer(Python, Path.Combine(AppContext.BaseDirectory, "peers", "ged_peer.py"));
        var limit = double.Parse(Value(arguments, "--limit") ?? "60", CultureInfo.InvariantCulture);
        var met = true;
        Console.WriteLine("n   labels  pairs  networkx s  (stopped)  ours ms    ratio    goal  distance  first value: networkx / BRANCH / REFINE x10");
        foreach (var size in Sizes(arguments, "8,10"))
        {
            foreach (var labels in new[] { 0, GedPairs.Labels })
            {
                met &= Compare(peer, size, labels, pairs, probability, limit);
            }
        }

        met &= GedQuality.Run(QualityPairs, probability);
        return met ? 0 : 1;
    }

    private static bool Compare(GedPeer peer, int size, int labels, int pairs, double probability, double limit)
    {
        GedPairs.WarmUp(new DepthFirstSolver(), size, labels, probability, WarmUpSeconds);
        var (theirs, ours, distance, first, branch, refine, stopped, agree) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, true);
        for (var k = 0; k < pairs; k++)
        {
            var (a, b) = GedPairs.Pair(size, labels, probability, k);
            var answer = peer.Solve(a, b, limit);
            var (result, seconds) = GedPairs.Time(new DepthFirstSolver(), a, b);
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

    private static int[] Sizes(string[] arguments, string standard) =>
        [.. (Value(arguments, "--sizes") ?? standard).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

    private static string? Value(string[] arguments, string name)
    {
        var at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}
