using System.Text.Json;

namespace ResearchKit.Merging.Deltas;

/// <summary>What an adapter's settings say about scales.</summary>
internal sealed class LoraSettings
{
    private readonly string _path;
    private readonly double _alpha;
    private readonly bool _byRoot;
    private readonly Dictionary<string, double> _alphas = new(StringComparer.Ordinal);

    public LoraSettings(string path, JsonElement root)
    {
        _path = path;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "peft_type") is not "LORA")
        {
            throw Fault("is not the settings of a LoRA adapter; expected an object with peft_type LORA");
        }

        foreach (var key in (string[])["use_dora", "fan_in_fan_out"])
        {
            if (root.TryGetProperty(key, out var setting) && setting.ValueKind == JsonValueKind.True)
            {
                throw Fault($"sets {key}, which cannot be applied");
            }
        }

        _alpha = Number(root, "lora_alpha");
        _byRoot = root.TryGetProperty("use_rslora", out var stable) && stable.ValueKind == JsonValueKind.True;
        BaseModel = Text(root, "base_model_name_or_path") ?? string.Empty;
        if (root.TryGetProperty("alpha_pattern", out var pattern) && pattern.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in pattern.EnumerateObject())
            {
                _alphas[entry.Name] = entry.Value.ValueKind == JsonValueKind.Number ? entry.Value.GetDouble() : throw Fault($"gives '{entry.Value}' as the alpha of '{entry.Name}'; expected a number");
            }
        }
    }

    public string BaseModel { get; }

    /// <summary>Alpha over the rank, or over its root where the settings say so; a module is named in full or by the end of its name.</summary>
    public double Scale(string module, int rank)
    {
        var alpha = _alphas.FirstOrDefault(pair => module == pair.Key || module.EndsWith("." + pair.Key, StringComparison.Ordinal)) is { Key: not null } found ? found.Value : _alpha;
        return rank == 0 ? throw Fault($"gives '{module}' the rank 0") : alpha / (_byRoot ? Math.Sqrt(rank) : rank);
    }

    private double Number(JsonElement root, string key) => root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : throw Fault($"has no number {key}");

    private static string? Text(JsonElement root, string key) => root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private InvalidDataException Fault(string what) => new($"{_path}: {what}");
}
