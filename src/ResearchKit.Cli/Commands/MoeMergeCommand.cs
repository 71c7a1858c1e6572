using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ResearchKit.Experts;
using ResearchKit.Experts.Checkpoints;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit moe merge</c>: merges the experts of a checkpoint.</summary>
internal static class MoeMergeCommand
{
    private static readonly Argument<string> Input = new("model") { Description = "A folder with model.safetensors or its index, or a .safetensors file." };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "The folder to make; it appears whole or not at all.", HelpName = "DIR", Required = true };

    private static readonly Option<double> Keep = new("--keep") { Description = "How many experts a layer keeps on average; at least 1.", HelpName = "N", Required = true };

    private static readonly Option<string> Counts = new("--counts") { Description = "How often each expert was chosen: JSON, {\"0\": [counts], ...}, layers of experts numbered from 0.", HelpName = "FILE" };

    private static readonly Option<string> Grouping = new Option<string>("--group-by")
    {
        Description = "What makes groups: router (rows of the router, around the most used experts; needs --counts), weights (of the experts, likewise), or clusters (of router rows). auto: router with --counts, else clusters.",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong("auto", "router", "weights", "clusters");

    private static readonly Option<string> Budget = new Option<string>("--budget")
    {
        Description = "Whether all layers keep the same number (uniform) or the most used experts of all layers stay (adaptive). auto: adaptive with --counts, else uniform.",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong("auto", "uniform", "adaptive");

    private static readonly Option<string> Export = new Option<string>("--export")
    {
        Description = "What is written: mapped (each expert once, and a map; read by this kit), expanded (under the old names; loads everywhere, saves nothing), pruned (router rows dropped; loads everywhere).",
        DefaultValueFactory = _ => "mapped",
    }.AcceptOnlyFromAmong("mapped", "expanded", "pruned");

    private static readonly Option<bool> NoAlign = new("--no-align") { Description = "Average experts as their units lie, without aligning them first." };

    private static readonly Option<int> Skip = new("--skip-layers") { Description = "How many of the first layers of experts stay as they are.", DefaultValueFactory = _ => 0, HelpName = "N" };

    private static readonly Option<bool> Replace = new("--replace") { Description = "Replace an earlier output of these commands in DIR. Folders that hold anything else are never replaced." };

    private static readonly Option<string> ShardSize = new("--shard-size")
    {
        Description = "The size above which the model goes on in another file, for example 5GB, 500MB or a number of bytes.",
        DefaultValueFactory = _ => "5GB",
        HelpName = "SIZE",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print bytes, layers and groups as JSON." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("merge", "Merge the experts of a checkpoint into fewer: group, align, average. The router stays, unless it is pruned.")
        {
            Input, Output, Keep, Counts, Grouping, Budget, Export, NoAlign, Skip, Replace, ShardSize, Json,
        };
        command.AddCheck(Check);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(
            command,
            "researchkit moe merge OLMoE-1B-7B -o merged --keep 32",
            "researchkit moe merge Mixtral-8x7B-v0.1 -o merged --keep 6 --counts frequencies.json --export mapped",
            "researchkit moe merge Mixtral-8x7B-v0.1 -o smaller --keep 4 --budget uniform --export pruned");
        return command;
    }

    private static string? Check(CommandResult result)
    {
        if (!(result.GetValue(Keep) is >= 1 and var keep))
        {
            return string.Create(CultureInfo.InvariantCulture, $"--keep is {result.GetValue(Keep)}; expected at least 1.");
        }

        var budget = result.GetValue(Budget) ?? "auto"; // while the line is parsed an option that is not given has no value yet
        var uniform = budget == "uniform" || (budget == "auto" && result.GetValue(Counts) is null);
        if (uniform && keep != Math.Floor(keep))
        {
            return string.Create(CultureInfo.InvariantCulture, $"--keep is {keep}; where every layer keeps the same number (without --counts, or by --budget uniform) it is a whole one.");
        }

        if (result.GetValue(Skip) is < 0 and var skip)
        {
            return string.Create(CultureInfo.InvariantCulture, $"--skip-layers is {skip}; expected 0 or more.");
        }

        return result.GetValue(Grouping) is "router" or "weights" && result.GetValue(Counts) is null
            ? "--group-by router and weights form groups around the most used experts; give --counts, or group by clusters."
            : null;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var checkpoint = ExpertCheckpoint.Open(parsed.GetRequiredValue(Input));
        var counts = parsed.GetValue(Counts) is { } path ? RoutingCounts.Read(path) : null;
        var options = new ExpertCheckpointMergeOptions
        {
            Keep = parsed.GetValue(Keep),
            Counts = counts,
            Grouping = parsed.GetValue(Grouping) switch { "router" => CheckpointGrouping.RouterWeight, "weights" => CheckpointGrouping.ExpertWeight, "clusters" => CheckpointGrouping.RouterClusters, _ => null },
            Budget = parsed.GetValue(Budget) switch { "uniform" => ExpertBudgetRule.Uniform, "adaptive" => ExpertBudgetRule.Adaptive, _ => null },
            Export = parsed.GetValue(Export) switch { "expanded" => ExpertExport.Expanded, "pruned" => ExpertExport.RouterPruned, _ => ExpertExport.Mapped },
            Align = !parsed.GetValue(NoAlign),
            SkipLayers = parsed.GetValue(Skip),
            Replace = parsed.GetValue(Replace),
            ShardBytes = MergeCommand.Size(parsed.GetRequiredValue(ShardSize)),
        };
        var output = parsed.GetRequiredValue(Output);
        ExpertCheckpointReport report;
        using (var progress = Terminal.Progress())
        {
            report = ExpertCheckpointMerge.Run(checkpoint, output, options, progress, cancellationToken);
        }

        if (parsed.GetValue(Json))
        {
            MoeReport.PrintJson(report, output);
        }
        else
        {
            MoeReport.Print(report, output, options.Export);
            foreach (var plan in report.Layers.Where(p => p.Groups is not null))
            {
                Terminal.Print($"{plan.Layer.Name,-40} {plan.Layer.Slots} -> {plan.Kept}: {string.Join(" ", plan.Groups!.Members.Select(m => $"({string.Join(" ", m.Select(e => e.ToString(CultureInfo.InvariantCulture)))})"))}");
            }
        }

        return ExitCode.Success;
    }
}
