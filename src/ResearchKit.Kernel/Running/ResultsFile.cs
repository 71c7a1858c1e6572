using System.Collections;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Running;

/// <summary>The file <c>results/NAME/PROFILE.json</c> of a run.</summary>
internal static class ResultsFile
{
    /// <summary>Writes the results of a run.</summary>
    /// <param name="result">The run.</param>
    /// <param name="path">The file.</param>
    public static void Write(NotebookRunResult result, string path)
    {
        var json = new JsonObject
        {
            ["notebook"] = result.Name,
            ["profile"] = result.Profile,
            ["parameters"] = ToObject(result.Parameters),
            ["seeds"] = SeedsOf(result.Parameters),
            ["versions"] = RunVersions.Collect(),
            ["seconds"] = Math.Round(result.Elapsed.TotalSeconds, 3),
            ["figures"] = ToObject(result.Figures),
            ["claims"] = new JsonArray([.. result.Claims.Select(claim => (JsonNode)claim.ToJson())]),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, stream => stream.Write(NotebookWriter.ToBytes(json)));
    }

    /// <summary>Makes the JSON form of the value of a parameter.</summary>
    /// <param name="value">A number, a truth value, a text, a list of those or null; anything else gives its text.</param>
    /// <returns>The JSON.</returns>
    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        bool truth => truth,
        string text => NotebookWriter.Valid(text),
        int or long or short or sbyte => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        uint or ulong or ushort or byte => Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float number => float.IsFinite(number) ? number : number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        double number => double.IsFinite(number) ? number : number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        decimal number => number,
        Seed seed => seed.Value,
        IList list => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        _ => NotebookWriter.Valid(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty),
    };

    private static JsonObject ToObject(IReadOnlyDictionary<string, JsonNode?> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    private static JsonArray SeedsOf(IReadOnlyDictionary<string, JsonNode?> parameters)
    {
        if (parameters.TryGetValue("seeds", out var seeds) && seeds is not null)
        {
            return seeds is JsonArray array ? array.DeepClone().AsArray() : [seeds.DeepClone()];
        }

        return parameters.TryGetValue("seed", out var seed) && seed is not null ? [seed.DeepClone()] : [];
    }
}
