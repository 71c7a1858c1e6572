using System.CommandLine;
using System.Globalization;
using ResearchKit.Assignment;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Bench.Assign;

/// <summary>Assignment problems that change little from one to the next, solved from scratch and from the duals of the one before, in turn.</summary>
/// <remarks>
/// Costs are what a projection of a straight-through search sees: inner products of the rows of two matrices, of which a step of an
/// optimiser moves one. Figures are CPU seconds of this thread for one problem, medians over the sequence.
/// </remarks>
internal static class WarmStartBenchmark
{
    private const double Goal = 2;
    private static readonly int[] StandardSizes = [64, 128, 256, 512, 1024];

    private static readonly Option<int[]?> Sizes = BenchOption.Counts("--sizes", $"Rows and columns; by default {string.Join(',', StandardSizes)}.");
    private static readonly Option<int> Problems = BenchOption.Count("--problems", "Problems of a sequence, of which the median counts.", 12);

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("warm", "Assignment problems that change little from one to the next, solved from scratch and from the duals of the one before.")
        {
            Sizes, Problems,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>0 if every assignment agrees and the goal is met for every size from 256, else 1.</returns>
    private static int Run(ParseResult parsed)
    {
        var met = true;
        Console.WriteLine("    n  step      cold ms   warm ms   ratio  goal  differ");
        foreach (var n in parsed.GetValue(Sizes) ?? StandardSizes)
        {
            foreach (var step in new[] { 0.001, 0.01, 0.1 })
            {
                met &= Measure(n, step, parsed.GetValue(Problems));
            }
        }

        return met ? 0 : 1;
    }

    private static bool Measure(int n, double step, int problems)
    {
        var random = new Seed((ulong)n).ToRandom();
        var (a, b) = (Normal(n * n, random), Normal(n * n, random));
        var (cold, warm) = (new AssignmentWorkspace(), new AssignmentWorkspace());
        var (plain, started) = (new int[n], new int[n]);
        var (coldTimes, warmTimes) = (new List<double>(), new List<double>());
        var cost = Products(a, b, n);
        warm.Solve(cost, n, started, Sense.Maximize);
        cold.Solve(cost, n, plain, Sense.Maximize);
        var duals = warm.ColumnDuals.ToArray();
        var differing = 0;
        for (var problem = 0; problem < problems; problem++)
        {
            for (var k = 0; k < a.Length; k++)
            {
                a[k] += (float)(step * ((2 * random.NextDouble()) - 1));
            }

            cost = Products(a, b, n);
            var start = ThreadClock.Seconds;
            cold.Solve(cost, n, plain, Sense.Maximize);
            coldTimes.Add(ThreadClock.Seconds - start);
            start = ThreadClock.Seconds;
            warm.Solve(cost, n, started, Sense.Maximize, duals);
            warmTimes.Add(ThreadClock.Seconds - start);
            warm.ColumnDuals.CopyTo(duals);
            differing += plain.Zip(started).Count(pair => pair.First != pair.Second);
        }

        var (coldMedian, warmMedian) = (Median(coldTimes), Median(warmTimes));
        var ratio = coldMedian / warmMedian;
        var isGoal = n >= 256 && step <= 0.01;
        var met = differing == 0 && (!isGoal || ratio >= Goal);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{n,5}  {step,-6} {1000 * coldMedian,10:F3} {1000 * warmMedian,9:F3} {ratio,7:F2}  {(isGoal ? Goal.ToString("F1", CultureInfo.InvariantCulture) : "-"),4}  {differing,6}  {(met ? "met" : "NOT MET")}"));
        return met;
    }

    private static float[] Products(float[] a, float[] b, int n)
    {
        using var scope = NewDisposeScope();
        return tensor(a, [n, n]).matmul(tensor(b, [n, n]).t()).contiguous().data<float>().ToArray();
    }

    private static float[] Normal(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[(times.Count - 1) / 2];
    }
}
