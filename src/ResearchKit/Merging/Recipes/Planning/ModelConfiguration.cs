using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>The config.json beside a checkpoint.</summary>
internal sealed class ModelConfiguration
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "config.json";

    private const long LargestFile = 16 << 20;
    private const string LayerTypes = "layer_types";

    private static readonly string[] LayerKeys = ["num_hidden_layers", "n_layer", "num_layers", "n_layers", "depth"];
    private static readonly string[] HeadKeys = ["num_attention_heads", "n_head", "num_heads"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonObject _root;

    private ModelConfiguration(JsonObject root) => _root = root;

    /// <summary>The number of layers that it states, and under which key.</summary>
    public (string Key, int Count)? LayerCount =>
        LayerKeys.Select(key => (Key: key, Count: Number(key))).Where(pair => pair.Count is not null).Select(pair => ((string, int)?)(pair.Key, pair.Count!.Value)).FirstOrDefault();

    /// <summary>The number of attention heads that it states; null where it states none.</summary>
    public int? Heads => HeadKeys.Select(Number).FirstOrDefault(count => count is not null);

    /// <summary>Reads the file of a model; null when it has none.</summary>
    /// <exception cref="InvalidDataException">It is not a JSON object.</exception>
    public static ModelConfiguration? Read(ModelFiles model)
    {
        var path = Path.Combine(model.Folder, FileName);
        if (!model.HasFolder || !File.Exists(path))
        {
            return null;
        }

        if (new FileInfo(path).Length > LargestFile)
        {
            throw new InvalidDataException($"{path}: is larger than {LargestFile} bytes; expected a configuration");
        }

        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) is JsonObject root ? new ModelConfiguration(root) : throw new InvalidDataException($"{path}: is no JSON object");
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: is not JSON: {error.Message}", error);
        }
    }

    /// <summary>The configuration of the output.</summary>
    /// <param name="layers">The layer of this model from which each output layer comes; null to leave the number of layers as it is.</param>
    /// <param name="rows">The rows of embeddings before and after they were cut; null where they were not.</param>
    /// <param name="type">The name of the output's type; null to leave it.</param>
    /// <returns>JSON, indented.</returns>
    public string Updated(IReadOnlyList<int>? layers, (long Before, long After)? rows, string? type)
    {
        var root = (JsonObject)_root.DeepClone();
        if (layers is not null && LayerCount is { } said)
        {
            root[said.Key] = layers.Count;
            if (root[LayerTypes] is JsonArray types && types.Count == said.Count && layers.All(layer => layer < types.Count))
            {
                root[LayerTypes] = new JsonArray([.. layers.Select(layer => types[layer]?.DeepClone())]);
            }
        }

        if (rows is { } cut && Number("vocab_size") == cut.Before)
        {
            root["vocab_size"] = cut.After;
        }

        if (type is not null && root.ContainsKey("torch_dtype"))
        {
            root["torch_dtype"] = type;
        }

        return root.ToJsonString(Indented) + "\n";
    }

    private int? Number(string key) => _root[key] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
