using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Merging.Fitting;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit soup</c>: the mean of several fine-tunes, of all or of those that help.</summary>
internal static class SoupCommand
{
    private static readonly Argument<FileInfo[]> Models = new("models") { Description = "Fine-tunes of one model: .safetensors, or the .index.json of a model in several files.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<FileInfo> Output = new("--output", "-o") { Description = "Write the soup here, with the dtypes and the metadata of the first model.", HelpName = "soup.safetensors", Required = true };

    private static readonly Option<string?> Score = new("--score")
    {
        Description = "A command that prints a model's score as its last line, higher is better; a model then joins the soup only if the score does not fall. By default all models join. {} becomes the path of the candidate, else the path is the last argument. It is started without a shell.",
        HelpName = "COMMAND",
    };

    private static readonly Option<bool> Lower = new("--lower-is-better") { Description = "The command prints a loss: the soup keeps what lowers it." };

    private static readonly Option<double?> Timeout = new("--timeout") { Description = "Seconds that one run of the command may take; by default no limit.", HelpName = "SECONDS" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print members and trials as JSON." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("soup", "Average fine-tunes of one model: all of them, or greedily those that do not lower a score.") { Models, Output, Score, Lower, Timeout, Json };
        command.AddCheck(result =>
        {
            if (result.GetValue(Score) is null && (result.GetValue(Lower) || result.GetValue(Timeout) is not null))
            {
                return "--lower-is-better and --timeout belong to --score.";
            }

            return result.GetValue(Timeout) is { } seconds && !(seconds > 0 && seconds < int.MaxValue / 1000)
                ? FormattableString.Invariant($"--timeout {seconds} is no time; expected seconds above 0.")
                : null;
        });
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(
            command,
            "researchkit soup a.safetensors b.safetensors c.safetensors -o soup.safetensors",
            "researchkit soup a.safetensors b.safetensors c.safetensors -o soup.safetensors --score 'python3 evaluate.py --model {}'",
            "researchkit soup a.safetensors b.safetensors -o soup.safetensors --score './loss.sh' --lower-is-better --json");
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var files = parsed.GetRequiredValue(Models);
        var models = files.Select(file => Checkpoint.Load(file.FullName)).ToList();
        var tensors = models.Select(model => model.Tensors).ToList();
        var result = parsed.GetValue(Score) is { } command
            ? Greedy(parsed, command, tensors, cancellationToken)
            : new SoupResult(ModelSoup.Uniform(tensors), [.. Enumerable.Range(0, tensors.Count)], double.NaN, []);
        var output = parsed.GetRequiredValue(Output).FullName;
        Safetensors.Save(output, result.Tensors, models[0].Metadata);
        if (parsed.GetValue(Json))
        {
            Terminal.PrintJson(json => WriteJson(json, files, result, parsed.GetValue(Lower), output));
        }
        else
        {
            Print(files, result, parsed.GetValue(Lower), output);
        }

        return ExitCode.Success;
    }

    private static SoupResult Greedy(ParseResult parsed, string command, List<IReadOnlyDictionary<string, Tensor>> models, CancellationToken cancellationToken)
    {
        var words = CommandLineParser.SplitCommandLine(command).ToList();
        if (words.Count == 0)
        {
            throw new UsageException("--score names no program.");
        }

        var score = new CommandScore(words)
        {
            LowerIsBetter = parsed.GetValue(Lower),
            Limit = parsed.GetValue(Timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        using var progress = Terminal.Progress();
        return ModelSoup.Greedy(models, model => score.Score(model, cancellationToken), progress, cancellationToken);
    }

    private static void WriteJson(Utf8JsonWriter json, FileInfo[] files, SoupResult result, bool isLoss, string output)
    {
        json.WriteStartObject();
        json.WriteStrings("members", result.Members.Select(member => files[member].ToString()));
        if (result.Trials.Count > 0)
        {
            json.WriteNumber("score", Shown(result.Score, isLoss));
        }

        json.WriteStartArray("trials");
        foreach (var trial in result.Trials)
        {
            json.WriteStartObject();
            json.WriteString("model", files[trial.Model].ToString());
            json.WriteNumber("own_score", Shown(trial.OwnScore, isLoss));
            json.WriteNumber("soup_score", Shown(trial.SoupScore, isLoss));
            json.WriteBoolean("joined", trial.Joined);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("output", output);
        json.WriteEndObject();
    }

    private static void Print(FileInfo[] files, SoupResult result, bool isLoss, string output)
    {
        foreach (var trial in result.Trials)
        {
            Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{(trial.Joined ? "joined  " : "left out")}  alone {Shown(trial.OwnScore, isLoss):G6}, in the soup {Shown(trial.SoupScore, isLoss):G6}  {files[trial.Model]}"));
        }

        var score = result.Trials.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", score {Shown(result.Score, isLoss):G6}") : string.Empty;
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"soup      {result.Members.Count} of {files.Length} models{score}"));
        Terminal.Print($"written   {output}");
    }

    // As the command printed it.
    private static double Shown(double score, bool isLoss) => isLoss ? -score : score;
}
