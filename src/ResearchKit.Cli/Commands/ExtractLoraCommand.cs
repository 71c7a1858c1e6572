using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Merging.Deltas;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit extract-lora</c>: the difference of a fine-tune as a LoRA adapter.</summary>
internal static class ExtractLoraCommand
{
    private const int Shown = 30;

    private static readonly Argument<string> Base = new("base") { Description = "The base model: a folder, .safetensors, or the .index.json of a model in several files." };

    private static readonly Argument<string> Tuned = new("tuned") { Description = "The fine-tune, of the same names and shapes." };

    private static readonly Option<DirectoryInfo> Output = new("--output", "-o") { Description = "The folder of the adapter, as PEFT reads it: adapter_config.json and adapter_model.safetensors.", HelpName = "DIR", Required = true };

    private static readonly Option<int> Rank = new("--rank") { Description = "The largest rank of a module.", DefaultValueFactory = _ => 128, HelpName = "N" };

    private static readonly Option<double> Epsilon = new("--epsilon") { Description = "Leave out singular values up to this; ranks then differ from module to module.", DefaultValueFactory = _ => 0, HelpName = "X" };

    private static readonly Option<double?> Alpha = new("--alpha") { Description = "The adapter's lora_alpha; the factors are scaled so that the change stays the same. By default each module's rank.", HelpName = "X" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print ranks and what they keep as JSON." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("extract-lora", "Make a LoRA adapter (PEFT) of what a fine-tune changed: of each matrix's change the best approximation of the given rank.") { Base, Tuned, Output, Rank, Epsilon, Alpha, Json };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(command, "researchkit extract-lora base tuned -o adapter --rank 32", "researchkit extract-lora base.safetensors tuned.safetensors -o adapter --epsilon 0.01 --json");
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Rank) < 1 || !(parsed.GetValue(Epsilon) >= 0))
        {
            throw new UsageException(FormattableString.Invariant($"--rank {parsed.GetValue(Rank)} and --epsilon {parsed.GetValue(Epsilon)} do not make an adapter; expected a rank of 1 or more and an epsilon of 0 or more."));
        }

        if (parsed.GetValue(Alpha) is { } alpha && !(alpha > 0 && double.IsFinite(alpha)))
        {
            throw new UsageException(FormattableString.Invariant($"--alpha {alpha} scales nothing; expected a number above 0."));
        }

        var options = new LoraOptions { MaxRank = parsed.GetValue(Rank), Epsilon = parsed.GetValue(Epsilon), Alpha = parsed.GetValue(Alpha) };
        var output = parsed.GetRequiredValue(Output).FullName;
        using var progress = Terminal.Progress();
        using var adapter = LoraExtraction.Extract(parsed.GetRequiredValue(Base), parsed.GetRequiredValue(Tuned), options, progress, cancellationToken);
        adapter.Save(output);
        if (parsed.GetValue(Json))
        {
            Terminal.PrintJson(json => WriteJson(json, adapter, output));
        }
        else
        {
            Print(adapter, output);
        }

        return ExitCode.Success;
    }

    private static void WriteJson(Utf8JsonWriter json, LoraAdapter adapter, string output)
    {
        json.WriteStartObject();
        json.WriteStartArray("modules");
        foreach (var module in adapter.Modules)
        {
            json.WriteStartObject();
            json.WriteString("name", module.Name);
            json.WriteNumber("rank", module.Rank);
            json.WriteNumber("kept", module.Kept);
            json.WriteBoolean("embedding", module.IsEmbedding);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("whole", adapter.Whole.Keys);
        json.WriteString("output", output);
        json.WriteEndObject();
    }

    private static void Print(LoraAdapter adapter, string output)
    {
        foreach (var module in adapter.Modules.OrderBy(module => module.Kept).Take(Shown))
        {
            Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"  rank {module.Rank,4}  keeps {module.Kept,8:P2} of the change  {module.Name}"));
        }

        if (adapter.Modules.Count > Shown)
        {
            Terminal.Print($"  ... {adapter.Modules.Count - Shown} more, of which more is kept; --json gives all");
        }

        var ranks = adapter.Modules.Select(module => module.Rank).DefaultIfEmpty(0).ToList();
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"low rank  {adapter.Modules.Count} modules, ranks {ranks.Min()} to {ranks.Max()}"));
        Terminal.Print($"whole     {adapter.Whole.Count} tensors{(adapter.Whole.Count > 0 ? ": " + string.Join(", ", adapter.Whole.Keys.Take(5)) + (adapter.Whole.Count > 5 ? ", ..." : string.Empty) : string.Empty)}");
        Terminal.Print($"written   {output}");
    }
}
