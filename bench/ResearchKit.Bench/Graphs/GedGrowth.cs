using System.Globalization;
using ResearchKit.Display;
using ResearchKit.Graphs;

namespace ResearchKit.Bench.Graphs;

/// <summary>How the time of every heuristic grows with the size of the graphs: G(n, 0.4) up to 16 nodes, mean degree 4 above; three labels.</summary>
internal static class GedGrowth
{
    private const double WarmUpSeconds = 0.5;

    private static readonly (string Name, IGedSolver Solver)[] Methods =
    [
        ("node", new NodeSolver()),
        ("branch", new BranchSolver()),
        ("branch-fast", new BranchFastSolver()),
        ("bipartite", new BipartiteSolver()),
        ("star", new StarSolver()),
        ("ring", new RingSolver()),
        ("refine", new RefineSolver()),
        ("ipfp", new IpfpSolver()),
        ("ipfp x10", new IpfpSolver(10)),
        ("beam", new BeamSolver()),
    ];

    /// <summary>Measures, prints, and draws where a file is named.</summary>
    /// <param name="sizes">Numbers of nodes.</param>
    /// <param name="pairs">Pairs of each size.</param>
    /// <param name="figure">An .html file, or a .json file for plotly; or null.</param>
    public static void Run(int[] sizes, int pairs, string? figure)
    {
        if (figure is not null && Path.GetExtension(figure) is not (".html" or ".json"))
        {
            throw new ArgumentException($"The figure's file is '{figure}'; expected a name that ends in .html or .json.", nameof(figure));
        }

        var milliseconds = Methods.ToDictionary(method => method.Name, _ => new double[sizes.Length]);
        Console.WriteLine("median CPU ms and mean upper | lower bound");
        for (var s = 0; s < sizes.Length; s++)
        {
            foreach (var (name, solver) in Methods)
            {
                milliseconds[name][s] = Measure(name, solver, sizes[s], pairs);
            }
        }

        if (figure is not null)
        {
            Write(Draw(sizes, milliseconds), figure);
            Console.WriteLine($"figure: {figure}");
        }
    }

    private static double Measure(string name, IGedSolver solver, int size, int pairs)
    {
        var probability = size <= 16 ? 0.4 : 4.0 / size;
        GedPairs.WarmUp(solver, size, GedPairs.Labels, probability, WarmUpSeconds);
        var runs = Enumerable.Range(0, pairs).Select(k =>
        {
            var (a, b) = GedPairs.Pair(size, GedPairs.Labels, probability, k);
            return GedPairs.Time(solver, a, b);
        }).ToArray();
        var median = 1000 * runs.Select(run => run.Seconds).Order().ElementAt(pairs / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"n={size,-4} {name,-12} {median,10:F3} ms  {runs.Average(run => run.Result.UpperBound),8:F2} | {runs.Average(run => run.Result.LowerBound):F2}"));
        return median;
    }

    private static Figure Draw(int[] sizes, Dictionary<string, double[]> milliseconds) =>
        new Figure("ged-growth")
            .WithTitle("Graph edit distance: time of each heuristic against the size of the graphs")
            .Lines(sizes, milliseconds.Select(method => (method.Key, method.Value)))
            .X("nodes of each graph", scale: AxisScale.Log)
            .Y("CPU time a pair, median", "ms", AxisScale.Log)
            .WithSize(900, 560);

    private static void Write(Figure figure, string file)
    {
        File.WriteAllText(file, Path.GetExtension(file) == ".json"
            ? figure.ToJson()
            : $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{figure.Name}</title></head><body>{figure.Interactive().Content}</body></html>");
    }
}
