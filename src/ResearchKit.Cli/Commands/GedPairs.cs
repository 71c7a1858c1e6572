using System.Globalization;
using System.Text;
using ResearchKit.Graphs;

namespace ResearchKit.Cli.Commands;

/// <summary>Solves all pairs of one or two collections into a CSV file that an interrupted run leaves usable.</summary>
/// <param name="first">The collection of first graphs.</param>
/// <param name="second">The collection of second graphs; null for the pairs i &lt; j of the first.</param>
/// <param name="solver">The solver.</param>
/// <param name="costs">The costs.</param>
/// <param name="options">Limits for each pair; its threads are spread over pairs.</param>
/// <param name="settings">What the figures depend on: a file with other settings is refused.</param>
internal sealed class GedPairs(GraphSet first, GraphSet? second, IGedSolver solver, IEditCosts costs, GedOptions options, string settings)
{
    private const string Columns = "source,target,source_name,target_name,distance,lower_bound,optimal,nodes_expanded,seconds,stop";
    private const int PairsAtATime = 64;

    private readonly (int Source, int Target)[] _pairs = PairsOf(first.Graphs.Count, second?.Graphs.Count);

    private long _optimal;

    /// <summary>Solves what is left.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told after each block of pairs.</param>
    /// <param name="cancellationToken">Ends the run; what is written stays.</param>
    /// <returns>What was done, for people.</returns>
    public string Run(string path, IProgress<ProgressReport> progress, CancellationToken cancellationToken)
    {
        var done = Resume(path);
        var before = done;
        var solved = options with { Threads = 1 };
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        stream.Seek(0, SeekOrigin.End);
        if (done == 0)
        {
            stream.SetLength(0);
            stream.Write(Encoding.UTF8.GetBytes($"# researchkit ged {settings}\n{Columns}\n"));
        }

        while (done < _pairs.Length)
        {
            progress.Report(new ProgressReport("graph edit distance", done, _pairs.Length));
            var rows = new string[Math.Min(PairsAtATime * options.Threads, _pairs.Length - done)];
            Parallel.For(0, rows.Length, parallel, k => rows[k] = Solve(_pairs[done + k], solved, cancellationToken));
            stream.Write(Encoding.UTF8.GetBytes(string.Concat(rows)));
            stream.Flush();
            done += rows.Length;
        }

        progress.Report(new ProgressReport("graph edit distance", done, _pairs.Length));
        return string.Create(CultureInfo.InvariantCulture, $"pairs       {_pairs.Length} ({done - before} solved now, {_optimal} of them proven optimal)\nwritten     {path}");
    }

    private static (int Source, int Target)[] PairsOf(int sources, int? targets) => [.. Enumerable.Range(0, sources).SelectMany(i =>
        (targets is { } count ? Enumerable.Range(0, count) : Enumerable.Range(i + 1, sources - i - 1)).Select(j => (i, j)))];

    private string Solve((int Source, int Target) pair, GedOptions limits, CancellationToken cancellationToken)
    {
        var (source, target) = (first.Graphs[pair.Source], (second ?? first).Graphs[pair.Target]);
        var result = solver.Solve(source, target, costs, limits, cancellationToken: cancellationToken);
        if (result.IsOptimal)
        {
            Interlocked.Increment(ref _optimal);
        }

        return Start(pair) + string.Create(
            CultureInfo.InvariantCulture, $"{result.UpperBound:R},{result.LowerBound:R},{(result.IsOptimal ? "true" : "false")},{result.NodesExpanded},{result.Elapsed.TotalSeconds:G4},{result.Stop}\n");
    }

    /// <summary>What a row starts with, which does not depend on the solver.</summary>
    private string Start((int Source, int Target) pair) => string.Create(
        CultureInfo.InvariantCulture,
        $"{pair.Source},{pair.Target},{Quoted(first.Graphs[pair.Source].Name)},{Quoted((second ?? first).Graphs[pair.Target].Name)},");

    /// <summary>Counts the whole rows of an interrupted run, and cuts off what follows them.</summary>
    private int Resume(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return 0;
        }

        var text = File.ReadAllText(path);
        var expected = $"# researchkit ged {settings}\n{Columns}\n";
        if (!text.StartsWith(expected, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: is not of a run with these settings ({settings}); give another name, or remove it");
        }

        var (at, done) = (expected.Length, 0);
        while (done < _pairs.Length && text.IndexOf('\n', at) is var end && end >= 0)
        {
            if (!text.AsSpan(at, end - at).StartsWith(Start(_pairs[done]), StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{path}, line {done + 3}: is not of pair {_pairs[done]}; the collections have changed, give another name, or remove it");
            }

            (at, done) = (end + 1, done + 1);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        stream.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, at)));
        return done;
    }

    /// <summary>A name as a CSV field without line ends; a leading = or @ gets a quote, so that no spreadsheet takes it for a formula.</summary>
    private static string Quoted(string? name)
    {
        var text = (name ?? string.Empty).ReplaceLineEndings(" ");
        var safe = text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny('"', ',') ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
