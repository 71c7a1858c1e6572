using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Experts;

/// <summary>How often each expert of each layer was chosen, without the rest of the routing statistics.</summary>
/// <remarks>
/// The file format is that of the D2-MoE repository: a JSON object with a key for each layer (its number) and a list with a count for each expert. Layers are in numerical order.
/// </remarks>
/// <param name="Layers">The names of the layers.</param>
/// <param name="Counts">For each layer the count of each expert.</param>
public sealed record RoutingCounts(IReadOnlyList<string> Layers, IReadOnlyList<IReadOnlyList<long>> Counts)
{
    /// <summary>The largest file that is read; real ones have a few kilobytes.</summary>
    private const long MaxBytes = 64L << 20;

    /// <summary>For each layer the activation frequency of each expert, as <see cref="DominantExperts"/> takes it.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Frequencies => [.. Counts.Select(ExpertFrequency.Of)];

    /// <summary>Reads a file of counts.</summary>
    /// <param name="path">The JSON file.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="InvalidDataException">The file is not in the format: what was found where is said.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RoutingCounts Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (new FileInfo(path).Length is var length and > MaxBytes)
        {
            throw new InvalidDataException($"'{path}' has {length} bytes; files of routing counts up to {MaxBytes} are read");
        }

        using var stream = File.OpenRead(path);
        try
        {
            using var document = JsonDocument.Parse(stream);
            return Parse(document.RootElement, path);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is not JSON: {error.Message}", error);
        }
    }

    private static RoutingCounts Parse(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"'{path}' holds a JSON {root.ValueKind}; expected an object with a list of counts for each layer");
        }

        var layers = new SortedDictionary<int, IReadOnlyList<long>>();
        foreach (var entry in root.EnumerateObject())
        {
            if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
            {
                throw new InvalidDataException($"'{path}' has a key '{entry.Name}'; expected the numbers of layers");
            }

            if (entry.Value.ValueKind != JsonValueKind.Array || entry.Value.GetArrayLength() == 0)
            {
                throw new InvalidDataException($"layer {layer} of '{path}' is {entry.Value.ValueKind}; expected a list with a count for each expert");
            }

            if (!layers.TryAdd(layer, [.. entry.Value.EnumerateArray().Select((value, expert) => Count(value, layer, expert, path))]))
            {
                throw new InvalidDataException($"'{path}' has layer {layer} twice");
            }
        }

        return layers.Count == 0
            ? throw new InvalidDataException($"'{path}' has no layers")
            : new RoutingCounts([.. layers.Keys.Select(layer => layer.ToString(CultureInfo.InvariantCulture))], [.. layers.Values]);
    }

    /// <summary>A whole number that is not negative; the format writes them with a decimal point.</summary>
    private static long Count(JsonElement value, int layer, int expert, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 1L << 53 && Math.Floor(number) == number
            ? (long)number
            : throw new InvalidDataException($"layer {layer} of '{path}' has {value.GetRawText()[..Math.Min(40, value.GetRawText().Length)]} for expert {expert}; expected a whole number of tokens");
}
