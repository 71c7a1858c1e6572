using System.CommandLine;
using System.Globalization;
using ResearchKit.Graphs;

namespace ResearchKit.Bench.Graphs;

/// <summary>Graph edit distance beside networkx.graph_edit_distance, interleaved, one thread, in CPU time; and how our solvers grow.</summary>
/// <remarks>Beside networkx it ends with the bounds of IPFP.</remarks>
internal static class GedBenchmark
{
    private const string Python = "/usr/bin/python3";
    private const int QualityPairs = 400;
    private const int StandardPairs = 5;
    private const double WarmUpSeconds = 2;

    private static readonly Dictionary<int, double> Goals = new() { [8] = 100, [10] = 1000 };
    private static readonly int[] StandardSizes = [8, 10];
    private static readonly int[] GrowthSizes = [8, 10, 16, 30, 70, 200];

    private static readonly Option<int[]?> Sizes = BenchOption.Counts("--sizes", $"Nodes of the graphs; by default {string.Join(',', StandardSizes)}, with --growth {string.Join(',', GrowthSizes)}.");
    private static readonly Option<int?> Pairs = BenchOption.Count("--pairs", $"Pairs of each size; by default {StandardPairs}, with --quality {QualityPairs}.");
    private static readonly Option<double> Limit = BenchOption.Amount("--limit", "Seconds after which networkx is stopped.", 60);
    private static readonly Option<double> Probability = BenchOption.Amount("--probability", "The probability of each edge.", 0.4);
    private static readonly Option<bool> Growth = new("--growth") { Description = "How the kit's solvers grow, in place of networkx." };
    private static readonly Option<string?> Figure = new("--figure") { Description = "With --growth: draw the table to an .html file, or to a .json file for plotly.", HelpName = "FILE" };
    private static readonly Option<bool> Quality = new("--quality") { Description = "The bounds of IPFP, in place of networkx." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("ged", "Graph edit distance beside networkx.graph_edit_distance; or the kit's solvers alone: how they grow, how good their bounds are.")
        {
            Sizes, Pairs, Limit, Probability, Growth, Figure, Quality,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0 if every goal is met and all distances agree, else 1.</returns>
    private static int Run(ParseResult parsed)
    {
        var pairs = parsed.GetValue(Pairs);
        var probability = parsed.GetValue(Probability);
        if (parsed.GetValue(Growth))
        {
            GedGrowth.Run(parsed.GetValue(Sizes) ?? GrowthSizes, pairs ?? StandardPairs, parsed.GetValue(Figure));
            return 0;
        }

        if (parsed.GetValue(Quality))
        {
            return GedQuality.Run(pairs ?? QualityPairs, probability) ? 0 : 1;
        }

        using var peer = new GedPeer(Python, Path.Combine(AppContext.BaseDirectory, "peers", "ged_peer.py"));
        var met = true;
        Console.WriteLine("n   labels  pairs  networkx s  (stopped)  ours ms    ratio    goal  distance  first value: networkx / BRANCH / REFINE x10");
        foreach (var size in parsed.GetValue(Sizes) ?? StandardSizes)
        {
            foreach (var labels in new[] { 0, GedPairs.Labels })
            {
                met &= Compare(peer, size, labels, pairs ?? StandardPairs, probability, parsed.GetValue(Limit));
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
}
