using System.Text.Json;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>Reads a model that is spread over several safetensors files by its index.</summary>
/// <remarks>The index is JSON with <c>weight_map</c>: the name of the file, in the index's own folder, for each tensor.</remarks>
internal static class SafetensorsIndex
{
    /// <summary>How the name of an index ends.</summary>
    public const string Ending = ".index.json";

    private const int MaxDepth = 8;

    /// <summary>Reads all tensors, in the index's order.</summary>
    /// <exception cref="InvalidDataException">The index or a part is not as expected; the message names the file.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        var fileOf = Read(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var parts = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        var result = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var (name, fileName) in fileOf)
            {
                if (!parts.TryGetValue(fileName, out var part))
                {
                    part = SafetensorsFile.Open(Path.Combine(folder, fileName));
                    parts.Add(fileName, part);
                }

                if (!part.Contains(name))
                {
                    throw new InvalidDataException($"{path}: says that '{name}' is in {fileName}, which has no such tensor");
                }

                result.Add(name, part.Load(name));
            }

            return result;
        }
        catch
        {
            foreach (var tensor in result.Values)
            {
                tensor.Dispose();
            }

            throw;
        }
        finally
        {
            foreach (var part in parts.Values)
            {
                part.Dispose();
            }
        }
    }

    /// <summary>Reads the index itself: the file of each tensor, in order.</summary>
    /// <exception cref="InvalidDataException">It is not as expected.</exception>
    public static List<(string Name, string File)> Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException($"{path}: has no object 'weight_map'; expected the index of a model in several files");
            }

            var seen = new HashSet<string>(StringComparer.Ordinal);
            return [.. map.EnumerateObject().Select(property => seen.Add(property.Name)
                ? (property.Name, FileName(property, path))
                : throw new InvalidDataException($"{path}: has the tensor '{property.Name}' twice"))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: is not the JSON that was expected: {error.Message}", error);
        }
    }

    // A part lies beside its index; a path could lead anywhere.
    private static string FileName(JsonProperty property, string path)
    {
        var name = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : string.Empty;
        return name.EndsWith(".safetensors", StringComparison.Ordinal) && name.AsSpan().IndexOfAny("/\\:\0") < 0
            ? name
            : throw new InvalidDataException($"{path}: gives '{property.Value}' as the file of '{property.Name}'; expected the name of a .safetensors file beside the index");
    }
}
