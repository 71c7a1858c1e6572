using ResearchKit.Graphs;

namespace ResearchKit.Bench.Graphs;

/// <summary>The random pairs of all graph edit distance benchmarks, and their time.</summary>
internal static class GedPairs
{
    /// <summary>Node labels of the labelled pairs.</summary>
    public const int Labels = 3;

    /// <summary>Two graphs G(n, p); the same number gives the same pair.</summary>
    public static (Graph A, Graph B) Pair(int size, int labels, double probability, int number)
    {
        var seed = new Seed(2024).For($"{size}/{labels}", number);
        return (GraphFamilies.Random(size, probability, seed.For("a"), labels), GraphFamilies.Random(size, probability, seed.For("b"), labels));
    }

    /// <summary>Solves a pair at uniform costs, in CPU seconds.</summary>
    public static (GedResult Result, double Seconds) Time(IGedSolver solver, Graph a, Graph b)
    {
        var start = ThreadClock.Seconds;
        var result = solver.Solve(a, b, EditCosts.Uniform);
        return (result, ThreadClock.Seconds - start);
    }

    /// <summary>Solves other pairs until the code is compiled at its best, or the time is over.</summary>
    public static void WarmUp(IGedSolver solver, int size, int labels, double probability, double seconds)
    {
        var start = ThreadClock.Seconds;
        for (var k = 0; k < 10_000 && ThreadClock.Seconds - start < seconds; k++)
        {
            var (a, b) = Pair(size, labels, probability, 1000 + (k % 200));
            solver.Solve(a, b, EditCosts.Uniform);
        }
    }
}
