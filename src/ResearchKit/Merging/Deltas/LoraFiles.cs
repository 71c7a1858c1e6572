using System.Text.Json;
using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Deltas;

/// <summary>Reads and writes adapters as PEFT does.</summary>
/// <remarks>
/// The scale of each module is written as its alpha. A module whose weight is low rank and whose bias changed keeps the bias under PEFT's setting <c>bias: lora_only</c>; every other tensor that is stored whole makes its module one of <c>modules_to_save</c>.
/// Settings that change what a product means (DoRA, transposed layers, other kinds of adapters) are refused.
/// </remarks>
internal static class LoraFiles
{
    private const string Prefix = "base_model.model.";
    private const string Linear = ".lora_A.weight";
    private const string Embedding = ".lora_embedding_A";
    private const int MaxDepth = 16;
    private const long LargestConfiguration = 1 << 24;

    public static void Save(string folder, LoraAdapter adapter)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var module in adapter.Modules)
        {
            var name = Prefix + module.Name;
            tensors.Add(name + (module.IsEmbedding ? Embedding : Linear), module.A);
            tensors.Add(name + (module.IsEmbedding ? ".lora_embedding_B" : ".lora_B.weight"), module.B);
        }

        foreach (var (name, tensor) in adapter.Whole)
        {
            tensors.Add(Prefix + name, tensor);
        }

        Safetensors.Save(Path.Combine(folder, LoraAdapter.TensorFile), tensors, new Dictionary<string, string> { ["format"] = "pt" });
        AtomicFile.Write(Path.Combine(folder, LoraAdapter.ConfigurationFile), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            WriteConfiguration(json, adapter);
        });
    }

    public static LoraAdapter Load(string folder)
    {
        var configuration = Path.Combine(folder, LoraAdapter.ConfigurationFile);
        using var json = Parse(configuration);
        var settings = new LoraSettings(configuration, json.RootElement);
        var tensors = Safetensors.Load(Path.Combine(folder, LoraAdapter.TensorFile));
        try
        {
            return Assemble(Path.Combine(folder, LoraAdapter.TensorFile), settings, tensors);
        }
        catch
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }
    }

    private static LoraAdapter Assemble(string path, LoraSettings settings, Dictionary<string, Tensor> tensors)
    {
        var modules = new List<LoraModule>();
        var whole = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (full, tensor) in tensors)
        {
            var name = full.StartsWith(Prefix, StringComparison.Ordinal) ? full[Prefix.Length..] : throw new InvalidDataException($"{path}: has a tensor '{full}'; expected names that begin with '{Prefix}'");
            var isEmbedding = name.EndsWith(Embedding, StringComparison.Ordinal);
            if (isEmbedding || name.EndsWith(Linear, StringComparison.Ordinal))
            {
                var module = name[..^(isEmbedding ? Embedding : Linear).Length];
                var other = Prefix + module + (isEmbedding ? ".lora_embedding_B" : ".lora_B.weight");
                var fits = tensors.TryGetValue(other, out var b) && b.dim() == 2 && tensor.dim() == 2 && b.shape[1] == tensor.shape[0];
                modules.Add(fits
                    ? new LoraModule(module, tensor, b!, settings.Scale(module, (int)tensor.shape[0]), isEmbedding)
                    : throw new InvalidDataException($"{path}: '{full}' of shape [{string.Join(", ", tensor.shape)}] has no '{other}' that fits it"));
            }
            else if (!name.EndsWith(".lora_B.weight", StringComparison.Ordinal) && !name.EndsWith(".lora_embedding_B", StringComparison.Ordinal))
            {
                whole.Add(name, name.Contains(".lora_", StringComparison.Ordinal) ? throw new InvalidDataException($"{path}: has a tensor '{full}', which is no part of plain LoRA") : tensor);
            }
        }

        return new LoraAdapter(settings.BaseModel, modules, whole);
    }

    private static JsonDocument Parse(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > LargestConfiguration)
        {
            throw new InvalidDataException($"{path}: is {length} bytes long; expected settings of at most {LargestConfiguration}");
        }

        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: is not the JSON that was expected: {error.Message}", error);
        }
    }

    private static void WriteConfiguration(Utf8JsonWriter json, LoraAdapter adapter)
    {
        var largest = adapter.Modules.MaxBy(module => module.Rank);
        var (rank, alpha) = largest is null ? (1, 1) : (largest.Rank, largest.Alpha);
        var low = adapter.Modules.Select(module => module.Name).ToHashSet(StringComparer.Ordinal);
        var biases = adapter.Whole.Keys.Where(name => name.EndsWith(".bias", StringComparison.Ordinal) && low.Contains(ModuleOf(name))).ToHashSet(StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteString("peft_type", "LORA");
        json.WriteNull("task_type");
        json.WriteString("base_model_name_or_path", adapter.BaseModel);
        json.WriteNumber("r", rank);
        json.WriteNumber("lora_alpha", alpha);
        json.WriteNumber("lora_dropout", 0.0);
        json.WriteString("bias", biases.Count > 0 ? "lora_only" : "none");
        json.WriteBoolean("fan_in_fan_out", false);
        json.WriteBoolean("inference_mode", true);
        json.WriteBoolean("use_rslora", false);
        json.WriteBoolean("use_dora", false);
        WriteNames(json, "target_modules", adapter.Modules.Select(module => module.Name));
        WriteNames(json, "modules_to_save", adapter.Whole.Keys.Where(name => !biases.Contains(name)).Select(ModuleOf).Distinct());
        WritePattern(json, "rank_pattern", adapter.Modules, module => module.Rank, rank);
        WritePattern(json, "alpha_pattern", adapter.Modules, module => module.Alpha, alpha);
        json.WriteEndObject();
    }

    private static string ModuleOf(string tensor) => tensor.LastIndexOf('.') is > 0 and var dot ? tensor[..dot] : tensor;

    private static void WriteNames(Utf8JsonWriter json, string key, IEnumerable<string> names)
    {
        json.WriteStartArray(key);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the modules whose value is not the usual one.</summary>
    private static void WritePattern(Utf8JsonWriter json, string key, IEnumerable<LoraModule> modules, Func<LoraModule, float> value, float usual)
    {
        json.WriteStartObject(key);
        foreach (var module in modules.Where(module => value(module) != usual))
        {
            json.WriteNumber(module.Name, value(module));
        }

        json.WriteEndObject();
    }
}
