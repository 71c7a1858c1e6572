using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Merging.Recipes.Planning;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>What a model's <c>config.json</c> says about its experts.</summary>
internal sealed class ExpertConfiguration
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "config.json";

    private static readonly string[] CountKeys = ["num_local_experts", "num_experts", "n_routed_experts"];
    private static readonly string[] GroupKeys = ["n_group", "topk_group"];
    private static readonly string[] ChoiceKeys = ["num_experts_per_tok", "num_selected_experts", "router_top_k"];

    private readonly JsonObject? _values;

    private ExpertConfiguration(JsonObject? values) => _values = values;

    /// <summary>The family as the configuration names it.</summary>
    public string? ModelType => _values?["model_type"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Experts a token.</summary>
    public int? Choices => Number(ChoiceKeys) is >= 1 and <= 1_000_000 and var count ? (int)count : null;

    /// <summary>Whether gates are divided by their sum.</summary>
    public bool? NormalizeGates => _values?["norm_topk_prob"] is JsonValue value && value.TryGetValue<bool>(out var truth) ? truth : null;

    /// <summary>Reads the file in the model's folder, where there is one.</summary>
    /// <exception cref="InvalidDataException">It is not a JSON object.</exception>
    public static ExpertConfiguration Read(ModelFiles files)
    {
        var path = Path.Combine(files.Folder, FileName);
        if (!files.HasFolder || !File.Exists(path))
        {
            return new ExpertConfiguration(null);
        }

        try
        {
            var values = JsonNode.Parse(File.ReadAllBytes(path), documentOptions: new JsonDocumentOptions { MaxDepth = 32 }) as JsonObject ?? throw new InvalidDataException($"{path}: is no JSON object");
            _ = values.Count; // a name that is there twice is found only now
            return new ExpertConfiguration(values);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: is no JSON: {error.Message}", error);
        }
    }

    /// <summary>The file's text with another number of experts; null where there is no file.</summary>
    /// <remarks>Where experts are chosen within groups of equal size (DeepSeek) there is one group afterwards: those that stay do not divide evenly.</remarks>
    public string? WithExperts(int count)
    {
        if (_values is null)
        {
            return null;
        }

        var copy = (JsonObject)_values.DeepClone();
        foreach (var key in CountKeys.Where(copy.ContainsKey))
        {
            copy[key] = count;
        }

        foreach (var key in ChoiceKeys.Where(copy.ContainsKey))
        {
            copy[key] = Math.Min(count, Choices ?? count);
        }

        foreach (var key in GroupKeys.Where(copy.ContainsKey))
        {
            copy[key] = 1;
        }

        return copy.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
    }

    private long? Number(string[] keys)
    {
        foreach (var key in keys)
        {
            if (_values?[key] is JsonValue value && value.TryGetValue<long>(out var number))
            {
                return number;
            }
        }

        return null;
    }
}
