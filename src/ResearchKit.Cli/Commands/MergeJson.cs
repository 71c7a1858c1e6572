using System.Text.Json;
using ResearchKit.Merging.Recipes;

namespace ResearchKit.Cli.Commands;

/// <summary>Writes the plan of a merge and what it wrote as JSON.</summary>
internal static class MergeJson
{
    /// <summary>Writes one object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="outcome">What was written, or null.</param>
    public static void Write(Utf8JsonWriter json, MergePlan plan, MergeOutcome? outcome)
    {
        json.WriteStartObject();
        json.WriteString("method", plan.Method.Name);
        json.WriteString("align", plan.AlignmentSpec);
        json.WriteString("layers", plan.Layers);
        json.WriteNumber("layer_count", plan.LayerCount);
        WriteModels(json, plan);
        WriteShards(json, plan);
        json.WriteStrings("notes", plan.Notes);
        json.WriteNumber("input_bytes", plan.InputBytes);
        json.WriteNumber("output_bytes", plan.OutputBytes);
        json.WriteNumber("free_bytes", plan.FreeBytes);
        json.WriteNumber("memory_bytes", plan.MemoryBytes);
        json.WriteNumber("estimated_seconds", plan.EstimatedTime.TotalSeconds);
        if (outcome is not null)
        {
            WriteOutcome(json, outcome);
        }

        json.WriteEndObject();
    }

    private static void WriteModels(Utf8JsonWriter json, MergePlan plan)
    {
        json.WriteStartArray("models");
        foreach (var model in plan.Models)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteString("path", model.Path);
            json.WriteString("role", model.Role);
            json.WriteNumber("files", model.Files);
            json.WriteNumber("tensors", model.Tensors);
            json.WriteNumber("layers", model.Layers);
            json.WriteNumber("bytes", model.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteShards(Utf8JsonWriter json, MergePlan plan)
    {
        json.WriteStartArray("shards");
        foreach (var shard in plan.Shards)
        {
            json.WriteStartObject();
            json.WriteString("file", shard.FileName);
            json.WriteNumber("bytes", shard.Bytes);
            json.WriteStartArray("tensors");
            foreach (var tensor in shard.Tensors)
            {
                WriteTensor(json, tensor);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTensor(Utf8JsonWriter json, PlannedTensor tensor)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Name);
        json.WriteString("dtype", tensor.DType.ToString());
        json.WriteNumbers("shape", tensor.Shape);
        json.WriteString("method", tensor.Method?.Name ?? "copy");
        json.WriteString("settings", tensor.Settings);
        json.WriteStrings("models", tensor.Models);
        json.WriteNumbers("weights", tensor.Weights);
        json.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter json, MergeOutcome outcome)
    {
        json.WriteString("output", outcome.Output);
        json.WriteBoolean("was_complete", outcome.WasComplete);
        json.WriteNumber("resumed_bytes", outcome.ResumedBytes);
        json.WriteNumber("seconds", outcome.Seconds);
        json.WriteStartArray("files");
        foreach (var file in outcome.Files)
        {
            file.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteStartArray("alignments");
        foreach (var alignment in outcome.Alignments)
        {
            alignment.WriteTo(json);
        }

        json.WriteEndArray();
    }
}
