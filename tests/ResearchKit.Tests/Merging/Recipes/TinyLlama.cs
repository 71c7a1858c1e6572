using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Recipes;

/// <summary>Random checkpoints with the names of LLaMA-like models: two layers, width 32, vocabulary 64.</summary>
internal static class TinyLlama
{
    public const int Width = 32;
    public const int Vocabulary = 64;

    public static Dictionary<string, Tensor> Tensors(int seed, ScalarType type = ScalarType.Float32, int layers = 2, int vocabulary = Vocabulary)
    {
        using var generator = new Generator((ulong)seed);
        var result = new Dictionary<string, Tensor>();
        void Add(string name, params long[] shape) => result.Add(name, (randn(shape, generator: generator) * 0.1).to(type));

        Add("model.embed_tokens.weight", vocabulary, Width);
        for (var layer = 0; layer < layers; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            Add(prefix + "input_layernorm.weight", Width);
            foreach (var name in (string[])["q_proj", "k_proj", "v_proj", "o_proj"])
            {
                Add($"{prefix}self_attn.{name}.weight", Width, Width);
            }

            Add(prefix + "post_attention_layernorm.weight", Width);
            Add(prefix + "mlp.gate_proj.weight", 48, Width);
            Add(prefix + "mlp.up_proj.weight", 48, Width);
            Add(prefix + "mlp.down_proj.weight", Width, 48);
        }

        Add("model.norm.weight", Width);
        Add("lm_head.weight", vocabulary, Width);
        return result;
    }

    /// <summary>Writes a model of a folder: in two files with an index, or in one.</summary>
    public static Dictionary<string, Tensor> Write(string folder, int seed, ScalarType type = ScalarType.Float32, int layers = 2, bool isSharded = true, int vocabulary = Vocabulary)
    {
        var tensors = Tensors(seed, type, layers, vocabulary);
        Write(folder, tensors, isSharded);
        File.WriteAllText(Path.Combine(folder, "config.json"), $$"""{"model_type":"llama","num_hidden_layers":{{layers}},"num_attention_heads":4,"vocab_size":{{vocabulary}},"torch_dtype":"float32"}""");
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), """{"model":{"vocab":{"a":0}}}""");
        return tensors;
    }

    public static void Write(string folder, Dictionary<string, Tensor> tensors, bool isSharded)
    {
        Directory.CreateDirectory(folder);
        if (!isSharded)
        {
            Safetensors.Save(Path.Combine(folder, "model.safetensors"), tensors);
            return;
        }

        var half = tensors.Count / 2;
        Dictionary<string, Tensor>[] parts = [tensors.Take(half).ToDictionary(), tensors.Skip(half).ToDictionary()];
        var map = new List<string>();
        for (var i = 0; i < parts.Length; i++)
        {
            var file = $"model-0000{i + 1}-of-00002.safetensors";
            Safetensors.Save(Path.Combine(folder, file), parts[i]);
            map.AddRange(parts[i].Keys.Select(name => $"\"{name}\":\"{file}\""));
        }

        File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"), "{\"weight_map\":{" + string.Join(',', map) + "}}");
    }

    public static Dictionary<string, Tensor> Read(string folder) => Safetensors.Load(File.Exists(Path.Combine(folder, "model.safetensors"))
        ? Path.Combine(folder, "model.safetensors")
        : Path.Combine(folder, "model.safetensors.index.json"));
}
