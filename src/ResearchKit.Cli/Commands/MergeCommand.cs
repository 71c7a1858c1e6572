using System.CommandLine;
using System.Globalization;
using ResearchKit.Merging.Recipes;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit merge</c>: merges checkpoints by a recipe.</summary>
internal static class MergeCommand
{
    private static readonly Argument<FileInfo> Recipe = new("recipe.yml")
    {
        Description = "The recipe, in mergekit's YAML: merge_method, models or slices, base_model, parameters, dtype; and align: weight-matching.",
    };

    private static readonly Option<DirectoryInfo> Output = new("--output", "-o")
    {
        Description = "The folder of the merged model; by default the recipe's name without its extension, in the current folder. It appears when the merge is complete; until then the work is in OUT.part.",
        HelpName = "OUT",
    };

    private static readonly Option<bool> PlanOnly = new("--plan") { Description = "Check everything and print what would be done; read no tensor and write nothing." };

    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on with a merge that was interrupted; do nothing when it is complete." };

    private static readonly Option<bool> Replace = new("--replace") { Description = "Replace an earlier merge in OUT. Folders that hold anything else are never replaced." };

    private static readonly Option<string> ShardSize = new("--shard-size")
    {
        Description = "The largest size of a file of the model, for example 5GB, 500MB or a number of bytes.",
        DefaultValueFactory = _ => "5GB",
        HelpName = "SIZE",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the plan and what was written as JSON." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("merge", "Merge checkpoints (safetensors) of one architecture into one, by a recipe.") { Recipe, Output, PlanOnly, Resume, Replace, ShardSize, Json };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(
            command,
            "researchkit merge recipe.yml --plan",
            "researchkit merge recipe.yml -o merged",
            "researchkit merge recipe.yml -o merged --resume --shard-size 2GB --json");
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(Recipe);
        var recipe = MergeRecipe.Load(file.ToString());
        using var plan = MergePlanner.Plan(recipe, new MergePlanOptions
        {
            Output = parsed.GetValue(Output)?.FullName ?? Path.GetFullPath(Path.GetFileNameWithoutExtension(file.Name)),
            ShardBytes = Size(parsed.GetRequiredValue(ShardSize)),
            Replace = parsed.GetValue(Replace),
            Resume = parsed.GetValue(Resume),
        });
        if (parsed.GetValue(PlanOnly))
        {
            MergeReport.Print(plan, null, parsed.GetValue(Json));
            return ExitCode.Success;
        }

        MergeOutcome outcome;
        using (var progress = Terminal.Progress())
        {
            outcome = MergeRun.Run(plan, progress, cancellationToken);
        }

        MergeReport.Print(plan, outcome, parsed.GetValue(Json));
        return ExitCode.Success;
    }

    /// <summary>The number of bytes that <c>--shard-size</c> gives.</summary>
    /// <exception cref="UsageException">It is no size.</exception>
    internal static long Size(string text)
    {
        var unit = text.EndsWith("GB", StringComparison.OrdinalIgnoreCase) ? 1_000_000_000L : text.EndsWith("MB", StringComparison.OrdinalIgnoreCase) ? 1_000_000L : 1;
        var digits = unit == 1 ? text : text[..^2];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * unit is >= 1 and <= long.MaxValue
            ? (long)(number * unit)
            : throw new UsageException($"--shard-size '{text}' is no size; expected a number of bytes, or one with MB or GB.");
    }
}
