using System.CommandLine;
using System.Globalization;
using ResearchKit.Experts.Checkpoints;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit moe inspect</c>: the layers of experts of a checkpoint.</summary>
internal static class MoeInspectCommand
{
    private static readonly Argument<string> Input = new("model") { Description = "A folder with model.safetensors or its index, or a .safetensors file." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print family, bytes and layers as JSON." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("inspect", "Show the layers of experts of a checkpoint: family, sizes, bytes. Reads headers alone.") { Input, Json };
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit moe inspect Mixtral-8x7B-v0.1", "researchkit moe inspect merged --json");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using var checkpoint = ExpertCheckpoint.Open(parsed.GetRequiredValue(Input));
        if (parsed.GetValue(Json))
        {
            PrintJson(checkpoint);
            return ExitCode.Success;
        }

        Terminal.Print($"family       {checkpoint.Family.Name}{(checkpoint.ModelType is { } type ? $" (model_type {type})" : "")}, {checkpoint.Choices} of the experts for each token");
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"bytes        {checkpoint.Bytes} ({MergeReport.Size(checkpoint.Bytes)}) in {checkpoint.TensorCount} tensors, {(double)checkpoint.ExpertBytes / checkpoint.Bytes:P1} of them experts"));
        foreach (var layer in checkpoint.Layers)
        {
            var stored = layer.Stored == layer.Slots ? $"{layer.Slots} experts" : $"{layer.Slots} experts in {layer.Stored}";
            Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{layer.Name,-40} {stored}, {layer.ModelSize} x {layer.HiddenSize}{(layer.IsGated ? " gated" : "")} {layer.DType}, {layer.Bytes} bytes{(layer.SharedBytes > 0 ? $" and {layer.SharedBytes} shared" : "")}"));
        }

        return ExitCode.Success;
    }

    private static void PrintJson(ExpertCheckpoint checkpoint) => Terminal.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("family", checkpoint.Family.Name);
        json.WriteString("model_type", checkpoint.ModelType);
        json.WriteNumber("experts_per_token", checkpoint.Choices);
        json.WriteNumber("tensors", checkpoint.TensorCount);
        json.WriteNumber("bytes", checkpoint.Bytes);
        json.WriteNumber("expert_bytes", checkpoint.ExpertBytes);
        json.WriteStartArray("layers");
        foreach (var layer in checkpoint.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteNumber("experts", layer.Slots);
            json.WriteNumber("stored", layer.Stored);
            json.WriteNumber("model_size", layer.ModelSize);
            json.WriteNumber("hidden_size", layer.HiddenSize);
            json.WriteBoolean("gated", layer.IsGated);
            json.WriteString("dtype", layer.DType.ToString());
            json.WriteNumber("bytes", layer.Bytes);
            json.WriteNumber("shared_bytes", layer.SharedBytes);
            json.WriteNumbers("map", layer.SlotToExpert);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
