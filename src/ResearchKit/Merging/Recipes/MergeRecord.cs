using System.Text.Json;
using ResearchKit.Merging.Recipes.Execution;

namespace ResearchKit.Merging.Recipes;

/// <summary>The file that says how a merged model was made, for programs; the model card says it for people.</summary>
internal static class MergeRecord
{
    /// <summary>The name of the file; a folder without it is never replaced.</summary>
    public const string FileName = "merge.json";

    private const string Fingerprint = "fingerprint";

    /// <summary>Whether a folder holds a merge.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>The fingerprint of the merge in a folder; null where there is none.</summary>
    public static string? FingerprintOf(string folder)
    {
        if (!IsIn(folder))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, FileName)));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(Fingerprint, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The content of the file.</summary>
    public static byte[] Write(MergePlan plan, string fingerprint, IReadOnlyList<WrittenFile> files, IReadOnlyList<ModelAlignment> alignments)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("kit", MergeFingerprint.KitVersion);
            json.WriteString(Fingerprint, fingerprint);
            json.WriteString("method", plan.Method.Name);
            json.WriteString("recipe", plan.Recipe.Text);
            WriteModels(json, plan);
            json.WriteStartArray("alignments");
            foreach (var alignment in alignments)
            {
                alignment.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteStartArray("files");
            foreach (var file in files)
            {
                file.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteModels(Utf8JsonWriter json, MergePlan plan)
    {
        json.WriteStartArray("models");
        foreach (var model in plan.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Reference.Text);
            json.WriteStartArray("files");
            foreach (var file in model.Files)
            {
                json.WriteStartObject();
                json.WriteString("name", Path.GetFileName(file.FilePath));
                json.WriteNumber("bytes", file.Length);
                json.WriteString("header_sha256", MergeFingerprint.HeaderOf(file));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
