using System.Globalization;
using ResearchKit.Graphs;

namespace ResearchKit.Bench.Graphs;

/// <summary>How far the bounds of IPFP with ten starts lie above the exact distance at ten nodes.</summary>
internal static class GedQuality
{
    private const int Size = 10;
    private const int Starts = 10;

    /// <summary>Largest excess of the mean upper bound over the mean distance.</summary>
    private const double Goal = 0.05;

    /// <summary>Compares with the exact search, unlabelled and labelled.</summary>
    /// <returns>Whether both means are within the goal.</returns>
    public static bool Run(int pairs, double probability)
    {
        var met = true;
        foreach (var labels in new[] { 0, GedPairs.Labels })
        {
            var (exact, bound, equal) = (0.0, 0.0, 0);
            for (var k = 0; k < pairs; k++)
            {
                var (a, b) = GedPairs.Pair(Size, labels, probability, k);
                var distance = new DepthFirstSolver().Solve(a, b, EditCosts.Uniform).UpperBound;
                var upper = new IpfpSolver(Starts).Solve(a, b, EditCosts.Uniform).UpperBound;
                (exact, bound, equal) = (exact + distance, bound + upper, equal + (upper == distance ? 1 : 0));
            }

            var excess = (bound / exact) - 1;
            met &= excess <= Goal;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"IPFP x{Starts} at n={Size}, {labels} labels, {pairs} pairs: mean {bound / pairs:F2}, exact {exact / pairs:F2}: {100 * excess:F2} % above (goal {100 * Goal:F0} %), exact on {equal} pairs: {(excess <= Goal ? "met" : "NOT MET")}"));
        }

        return met;
    }
}
