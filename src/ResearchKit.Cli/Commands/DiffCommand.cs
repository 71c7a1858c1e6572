using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Display;
using ResearchKit.Merging.Deltas;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit diff</c>: how two checkpoints differ, tensor by tensor.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> First = new("a") { Description = "The first model: a folder, .safetensors, or the .index.json of a model in several files." };

    private static readonly Argument<string> Second = new("b") { Description = "The second model. Tensors that only one of them has, or that have another shape, are listed." };

    private static readonly Option<int> Top = new("--top") { Description = "How many leading singular values --json gives of each matrix.", DefaultValueFactory = _ => 5, HelpName = "N" };

    private static readonly Option<int> Largest = new("--largest-svd") { Description = "Compute the singular values of matrices whose shorter side is at most this; 0 for none.", DefaultValueFactory = _ => 1024, HelpName = "N" };

    private static readonly Option<FileInfo> Picture = new("--figure") { Description = "Write an HTML page with a figure and the table, which opens without internet access.", HelpName = "FILE.html" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print totals, tensors and singular values as JSON." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("diff", "Compare two checkpoints: distance, cosine, spectra and alignment score of each tensor.") { First, Second, Top, Largest, Picture, Json };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(command, "researchkit diff a.safetensors b.safetensors", "researchkit diff base tuned --largest-svd 0 --json", "researchkit diff base tuned --figure diff.html");
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Top) < 1 || parsed.GetValue(Largest) < 0)
        {
            throw new UsageException(FormattableString.Invariant($"--top {parsed.GetValue(Top)} and --largest-svd {parsed.GetValue(Largest)} cannot be; expected 1 or more, and 0 or more."));
        }

        var options = new CheckpointDifferenceOptions { TopValues = parsed.GetValue(Top), LargestSide = parsed.GetValue(Largest) };
        CheckpointDifference difference;
        using (var progress = Terminal.Progress())
        {
            difference = CheckpointDifference.Between(parsed.GetRequiredValue(First), parsed.GetRequiredValue(Second), options, progress, cancellationToken);
        }

        var table = DifferenceFigures.TableOf(difference);
        if (parsed.GetValue(Picture) is { } picture)
        {
            HtmlPage.Write(picture.FullName, "checkpoints compared", DifferenceFigures.Draw("diff", difference).Interactive().Content, table.ToHtml());
        }

        if (parsed.GetValue(Json))
        {
            Terminal.PrintJson(json => WriteJson(json, difference));
            return ExitCode.Success;
        }

        Terminal.Print(table.ToText());
        foreach (var (what, names) in new[] { ("only in a", difference.OnlyInA), ("only in b", difference.OnlyInB), ("other shape", difference.OtherShape) })
        {
            if (names.Count > 0)
            {
                Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{what}: {names.Count} ({string.Join(", ", names.Take(5))}{(names.Count > 5 ? ", ..." : string.Empty)})"));
            }
        }

        return ExitCode.Success;
    }

    private static void WriteJson(Utf8JsonWriter json, CheckpointDifference difference)
    {
        json.WriteStartObject();
        Write(json, "distance", difference.Distance);
        Write(json, "relative_distance", difference.RelativeDistance);
        Write(json, "cosine", difference.Cosine);
        Write(json, "alignment", difference.Alignment);
        json.WriteStartArray("tensors");
        foreach (var tensor in difference.Tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteNumbers("shape", tensor.Shape);
            Write(json, "norm_a", tensor.NormA);
            Write(json, "norm_b", tensor.NormB);
            Write(json, "distance", tensor.Distance);
            Write(json, "relative_distance", tensor.RelativeDistance);
            Write(json, "largest_change", tensor.LargestChange);
            Write(json, "cosine", tensor.Cosine);
            if (tensor.Matrix is { } matrix)
            {
                json.WriteNumbers("top_a", matrix.TopA);
                json.WriteNumbers("top_b", matrix.TopB);
                json.WriteNumbers("top_delta", matrix.TopDelta);
                Write(json, "stable_rank_a", matrix.StableRankA);
                Write(json, "stable_rank_b", matrix.StableRankB);
                Write(json, "stable_rank_delta", matrix.StableRankDelta);
                Write(json, "alignment", matrix.Alignment);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("only_in_a", difference.OnlyInA);
        json.WriteStrings("only_in_b", difference.OnlyInB);
        json.WriteStrings("other_shape", difference.OtherShape);
        json.WriteEndObject();
    }

    // JSON knows no NaN and no infinity.
    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
