using System.CommandLine;
using System.Globalization;
using ResearchKit.Graphs;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit ged</c>: the edit distance of two graphs, or of all pairs of a collection.</summary>
internal static class GedCommand
{
    private const int OperationsShown = 30;

    private static readonly Argument<string> First = new("a.json")
    {
        Description = "The first graph: .json (networkx node-link), .gxl, .graphml, .edges; with --pairs a collection: .cxl, .txt ('t # name' lines), a .json array or a TUDataset folder.",
    };

    private static readonly Argument<string?> Second = new("b.json")
    {
        Description = "The second graph; left out for a SimGNN pair (.json), and with --pairs for all pairs within one collection.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Method = new Option<string>("--method")
    {
        Description = "The solver. Exact: dfs, astar, and brute-force up to 8 nodes. Bounds, fast: " + string.Join(", ", GedSolvers.Names.Except(["dfs", "astar", "brute-force"])) + ".",
        DefaultValueFactory = _ => "dfs",
        HelpName = "NAME",
    }.AcceptOnlyFromAmong([.. GedSolvers.Names]);

    private static readonly Option<string> Costs = new("--costs")
    {
        Description = "'uniform', or the costs nd,ni,ed,ei of deleting and inserting nodes and edges, or nd,ni,ed,ei,ns,es with those of changing labels.",
        DefaultValueFactory = _ => "uniform",
        HelpName = "COSTS",
    };

    private static readonly Option<double?> Timeout = new("--timeout") { Description = "Seconds for each pair, after which the best path and bound so far are given; by default no limit.", HelpName = "SECONDS" };

    private static readonly Option<int> Starts = new("--starts") { Description = "How many maps local searches (refine, refine-3, ipfp) start from.", DefaultValueFactory = _ => 10, HelpName = "N" };

    private static readonly Option<int> Threads = new("--threads") { Description = "Threads that share the work: subtrees of one pair, or the pairs.", DefaultValueFactory = _ => 1, HelpName = "N" };

    private static readonly Option<int> RandomSeed = new("--seed") { Description = "The seed of random starts.", DefaultValueFactory = _ => 0, HelpName = "N" };

    private static readonly Option<bool> Directed = new("--directed") { Description = "Edges have a direction, in formats that do not say: edge lists and TUDataset." };

    private static readonly Option<string?> NodeAttributes = new("--node-attributes") { Description = "Compare nodes by these attributes alone, with commas between; '' for none, by default all.", HelpName = "NAMES" };

    private static readonly Option<string?> EdgeAttributes = new("--edge-attributes") { Description = "Compare edges by these attributes alone, with commas between; '' for none, by default all.", HelpName = "NAMES" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the distance, the bound, the map and the operations as JSON." };

    private static readonly Option<bool> Pairs = new("--pairs") { Description = "Solve all pairs within a collection, or of one with another, and write the table to -o." };

    private static readonly Option<FileInfo> Output = new("--output", "-o")
    {
        Description = "With --pairs: the table as CSV. When the file is there from an interrupted run with the same settings, the run goes on where it ended.",
        HelpName = "pairs.csv",
    };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("ged", "The graph edit distance: the least cost of turning one graph into another, with the operations and a proof by bounds.")
        {
            First, Second, Method, Costs, Timeout, Starts, Threads, RandomSeed, Directed, NodeAttributes, EdgeAttributes, Json, Pairs, Output,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(
            command,
            "researchkit ged a.json b.json",
            "researchkit ged a.gxl b.gxl --costs 3,1,2,1 --timeout 10 --json",
            "researchkit ged molecules.cxl --pairs --node-attributes symbol -o distances.csv",
            "researchkit ged queries.txt corpus.txt --pairs --method refine --threads 2 -o distances.csv");
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        RequireSense(parsed);
        var costs = ParseCosts(parsed.GetRequiredValue(Costs));
        var solver = GedSolvers.Create(parsed.GetRequiredValue(Method), parsed.GetValue(Starts));
        var options = new GedOptions
        {
            TimeLimit = parsed.GetValue(Timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Seed = parsed.GetValue(RandomSeed),
            Threads = parsed.GetValue(Threads),
        };
        var first = Load(parsed, parsed.GetRequiredValue(First));
        var second = parsed.GetValue(Second) is { } path ? Load(parsed, path) : null;
        foreach (var warning in EditCostCheck.Inspect(costs, Alphabet(first, second, graph => graph.NodeAlphabet), Alphabet(first, second, graph => graph.EdgeAlphabet)))
        {
            Terminal.Remark("note: " + warning.Message);
        }

        if (parsed.GetValue(Pairs))
        {
            var settings = string.Create(CultureInfo.InvariantCulture, $"method={solver.Name} costs={costs} starts={parsed.GetValue(Starts)} seed={parsed.GetValue(RandomSeed)} timeout={parsed.GetValue(Timeout)}");
            using var progress = Terminal.Progress();
            var summary = new GedPairs(first, second, solver, costs, options, settings).Run(parsed.GetRequiredValue(Output).FullName, progress, cancellationToken);
            Terminal.Print(summary);
            return ExitCode.Success;
        }

        var (source, target) = PairOf(first, second, parsed);
        var result = solver.Solve(source, target, costs, options, cancellationToken: cancellationToken);
        _ = result.Path.Apply();
        if (parsed.GetValue(Json))
        {
            PrintJson(result);
        }
        else
        {
            Print(result);
        }

        return ExitCode.Success;
    }

    private static void RequireSense(ParseResult parsed)
    {
        if (parsed.GetValue(Starts) < 1 || parsed.GetValue(Threads) < 1)
        {
            throw new UsageException("--starts and --threads are counts; expected at least 1.");
        }

        if (parsed.GetValue(Timeout) is { } seconds && !(seconds > 0 && seconds <= TimeSpan.MaxValue.TotalSeconds / 2))
        {
            throw new UsageException(FormattableString.Invariant($"--timeout {seconds} is no time; expected seconds above 0."));
        }

        if (parsed.GetValue(Pairs) != (parsed.GetValue(Output) is not null))
        {
            throw new UsageException("--pairs and -o belong together; expected both or neither.");
        }
    }

    private static EditCosts ParseCosts(string text)
    {
        try
        {
            return EditCosts.Parse(text);
        }
        catch (ArgumentException error)
        {
            throw new UsageException($"--costs: {error.Message.Replace(" (Parameter 'text')", string.Empty, StringComparison.Ordinal)}");
        }
    }

    private static GraphSet Load(ParseResult parsed, string path)
    {
        var set = GraphFiles.Load(path, parsed.GetValue(Directed));
        var (nodes, edges) = (Names(parsed.GetValue(NodeAttributes)), Names(parsed.GetValue(EdgeAttributes)));
        return nodes is null && edges is null ? set : set with { Graphs = [.. set.Graphs.Select(graph => graph.KeepAttributes(nodes, edges))] };
    }

    private static HashSet<string>? Names(string? list) =>
        list is null ? null : [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<GraphLabel> Alphabet(GraphSet first, GraphSet? second, Func<Graph, IReadOnlyList<GraphLabel>> alphabet) =>
        first.Graphs.Concat(second?.Graphs ?? []).SelectMany(alphabet).Distinct();

    private static (Graph Source, Graph Target) PairOf(GraphSet first, GraphSet? second, ParseResult parsed) => (first.Graphs, second?.Graphs) switch
    {
        ([var source, var target], null) => (source, target),
        ([var source], [var target]) => (source, target),
        (_, null) => throw new UsageException($"'{parsed.GetValue(First)}' has {first.Graphs.Count} graphs and there is no second file; expected two files of one graph each, or --pairs."),
        _ => throw new UsageException($"the files have {first.Graphs.Count} and {second!.Graphs.Count} graphs; expected one each, or --pairs."),
    };

    private static void PrintJson(GedResult result) => Terminal.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("distance", result.UpperBound);
        json.WriteNumber("lower_bound", result.LowerBound);
        json.WriteBoolean("optimal", result.IsOptimal);
        json.WriteString("method", result.Method);
        json.WriteNumber("nodes_expanded", result.NodesExpanded);
        json.WriteNumber("seconds", result.Elapsed.TotalSeconds);
        json.WriteString("stop", result.Stop.ToString());
        json.WriteNumbers("map", result.Path.Map.TargetOfSource.ToArray());
        json.WriteStartArray("operations");
        foreach (var operation in result.Path.Operations)
        {
            json.WriteStartObject();
            json.WriteString("kind", operation.Kind.ToString());
            json.WriteNumber("cost", operation.Cost);
            json.WriteString("text", operation.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Print(GedResult result)
    {
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"distance    {(result.IsOptimal ? string.Empty : "at most ")}{result.UpperBound:R}"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"bound       {result.LowerBound:R}{(result.IsOptimal ? " (proven optimal)" : string.Empty)}"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"search      {result.Method}, {result.NodesExpanded} nodes, {result.Elapsed.TotalSeconds:G3} s{(result.Stop == GedStop.Finished ? string.Empty : $", stopped by its {result.Stop}")}"));
        Terminal.Print($"map         {result.Path.Map}");
        Terminal.Print($"operations  {result.Path.Operations.Count}");
        foreach (var operation in result.Path.Operations.Take(OperationsShown))
        {
            Terminal.Print($"  {operation}");
        }

        if (result.Path.Operations.Count > OperationsShown)
        {
            Terminal.Print($"  ... {result.Path.Operations.Count - OperationsShown} more; --json gives all");
        }
    }
}
