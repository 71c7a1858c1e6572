using System.CommandLine;
using System.CommandLine.Parsing;
using ResearchKit.Experts.Checkpoints;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit moe compress</c>: compresses the experts of a checkpoint, or restores them.</summary>
internal static class MoeCompressCommand
{
    private static readonly Argument<string> Input = new("model") { Description = "A folder with model.safetensors or its index, or a .safetensors file; merged or not." };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "The folder to make; it appears whole or not at all.", HelpName = "DIR", Required = true };

    private static readonly Option<string> Method = new Option<string>("--method")
    {
        Description = "How a matrix is stored: svd (two factors of a rank), int8 (a scale for each block) or nf4 (4-bit NormalFloat, doubly quantised scales).",
        DefaultValueFactory = _ => "nf4",
    }.AcceptOnlyFromAmong("svd", "int8", "nf4");

    private static readonly Option<int> Rank = new("--rank") { Description = "The rank of svd.", DefaultValueFactory = _ => 32, HelpName = "N" };

    private static readonly Option<int> Block = new("--block") { Description = "Values that share a scale, for int8 and nf4.", DefaultValueFactory = _ => 64, HelpName = "N" };

    private static readonly Option<int> RandomSeed = new("--seed") { Description = "The seed of the randomised decomposition, for svd.", DefaultValueFactory = _ => 0, HelpName = "N" };

    private static readonly Option<bool> Restore = new("--restore") { Description = "The other way: write full matrices under their old names, from a folder that this command made." };

    private static readonly Option<bool> Replace = new("--replace") { Description = "Replace an earlier output of these commands in DIR. Folders that hold anything else are never replaced." };

    private static readonly Option<string> ShardSize = new("--shard-size")
    {
        Description = "The size above which the model goes on in another file, for example 5GB, 500MB or a number of bytes.",
        DefaultValueFactory = _ => "5GB",
        HelpName = "SIZE",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print bytes and layers as JSON." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("compress", "Compress the experts of a checkpoint matrix by matrix, or restore them.") { Input, Output, Method, Rank, Block, RandomSeed, Restore, Replace, ShardSize, Json };
        command.AddCheck(Unused);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(command, "researchkit moe compress merged -o small --method nf4", "researchkit moe compress merged -o small --method svd --rank 64", "researchkit moe compress small -o plain --restore");
        return command;
    }

    // An option that would do nothing is a misunderstanding, which shows only when the work is done.
    private static string? Unused(CommandResult result)
    {
        var given = new Option[] { Method, Rank, Block, RandomSeed }.Where(option => result.GetResult(option) is { Implicit: false }).ToArray();
        if (result.GetValue(Restore))
        {
            return given.Length == 0 ? null : $"--restore takes no {given[0].Name}: the files say how their experts were compressed.";
        }

        var method = result.GetValue(Method) ?? "nf4"; // while the line is parsed an option that is not given has no value yet
        return given.FirstOrDefault(option => option == (method == "svd" ? Block : Rank) || (option == RandomSeed && method != "svd")) is { } option
            ? $"--method {method} takes no {option.Name}."
            : null;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.GetRequiredValue(Output);
        ExpertCheckpointReport report;
        using (var progress = Terminal.Progress())
        {
            report = parsed.GetValue(Restore)
                ? ExpertCheckpointCompression.Restore(parsed.GetRequiredValue(Input), output, MergeCommand.Size(parsed.GetRequiredValue(ShardSize)), parsed.GetValue(Replace), progress, cancellationToken: cancellationToken)
                : Compress(parsed, output, progress, cancellationToken);
        }

        if (parsed.GetValue(Json))
        {
            MoeReport.PrintJson(report, output);
        }
        else
        {
            MoeReport.Print(report, output);
        }

        return ExitCode.Success;
    }

    private static ExpertCheckpointReport Compress(ParseResult parsed, string output, IProgress<ProgressReport> progress, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Rank) < 1 || parsed.GetValue(Block) < 1)
        {
            throw new UsageException($"--rank is {parsed.GetValue(Rank)} and --block {parsed.GetValue(Block)}; expected at least 1");
        }

        using var checkpoint = ExpertCheckpoint.Open(parsed.GetRequiredValue(Input));
        return ExpertCheckpointCompression.Run(
            checkpoint,
            output,
            new ExpertCompressionOptions
            {
                Method = parsed.GetValue(Method) switch { "svd" => ExpertCompression.LowRank, "int8" => ExpertCompression.EightBit, _ => ExpertCompression.Nf4 },
                Rank = parsed.GetValue(Rank),
                BlockSize = parsed.GetValue(Block),
                Seed = parsed.GetValue(RandomSeed),
                Replace = parsed.GetValue(Replace),
                ShardBytes = MergeCommand.Size(parsed.GetRequiredValue(ShardSize)),
            },
            progress,
            cancellationToken);
    }
}
