using System.Text.Json;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>Reads how often each expert of each layer was chosen, as JSON: an object of lists, by the layer's number or name.</summary>
public static class RoutingCounts
{
    private const long LargestBytes = 64 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, for example <c>{"0": [339599, 1782164, ...], "1": [...]}</c>.</param>
    /// <returns>The counts by key, in the file's order.</returns>
    /// <exception cref="InvalidDataException">It is not such a file, or a count is negative; the message names the layer.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<double>> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (new FileInfo(path).Length > LargestBytes)
        {
            throw new InvalidDataException($"{path}: is longer than {LargestBytes} bytes; expected a list of counts for each layer");
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 4 });
            var result = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);
            foreach (var layer in json.RootElement.EnumerateObject())
            {
                var counts = layer.Value.EnumerateArray().Select(c => c.GetDouble()).ToArray();
                if (counts.Length == 0 || counts.Any(c => !(c >= 0) || !double.IsFinite(c)) || !result.TryAdd(layer.Name, counts))
                {
                    throw new InvalidDataException($"{path}: layer '{layer.Name}' has the counts [{string.Join(", ", counts)}]; expected numbers that are not negative, once for each layer");
                }
            }

            return result.Count > 0 ? result : throw new InvalidDataException($"{path}: has no layers");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: is not an object of lists of counts: {error.Message}", error);
        }
    }
}
