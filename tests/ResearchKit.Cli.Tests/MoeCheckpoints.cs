using System.Text.Json;
using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests;

/// <summary>Small random checkpoints under the names that publishers use, written out here so that the kit's own table is not its own witness.</summary>
internal static class MoeCheckpoints
{
    public const int Experts = 4;
    public const int ModelSize = 8;
    public const int HiddenSize = 12;

    /// <summary>The prefixes of the two layers of experts.</summary>
    public static string[] Layers(string family) => family switch
    {
        "switch" => ["encoder.block.1.layer.1.mlp", "decoder.block.1.layer.2.mlp"],
        "mixtral" => ["model.layers.0.block_sparse_moe", "model.layers.1.block_sparse_moe"],
        "fairseq" => ["decoder.layers.1.ffn", "decoder.layers.3.ffn"],
        _ => ["model.layers.1.mlp", "model.layers.2.mlp"],
    };

    /// <summary>Writes a folder of one file.</summary>
    public static Dictionary<string, Tensor> Write(string folder, string family)
    {
        var tensors = Tensors(family);
        Configure(folder, family);
        Safetensors.Save(Path.Combine(folder, "model.safetensors"), tensors);
        return tensors;
    }

    /// <summary>Writes a folder of three files and their index; the tensors of one expert lie in different files.</summary>
    public static Dictionary<string, Tensor> WriteShards(string folder, string family)
    {
        var tensors = Tensors(family);
        Configure(folder, family);
        var fileOf = new Dictionary<string, string>();
        for (var s = 0; s < 3; s++)
        {
            var part = tensors.Where((_, i) => i % 3 == s).ToDictionary();
            var name = $"model-0000{s + 1}-of-00003.safetensors";
            Safetensors.Save(Path.Combine(folder, name), part);
            part.Keys.ToList().ForEach(key => fileOf.Add(key, name));
        }

        File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"), JsonSerializer.Serialize(new { weight_map = fileOf }));
        return tensors;
    }

    private static void Configure(string folder, string family)
    {
        Directory.CreateDirectory(folder);
        var type = family switch { "switch" => "switch_transformers", "fused" => "mixtral", "fairseq" => "fairseq_moe", _ => family };
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new Dictionary<string, object> { ["model_type"] = type, [family == "deepseek_v3" ? "n_routed_experts" : "num_experts"] = Experts, ["num_experts_per_tok"] = 2 }));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), "{}");
    }

    private static Dictionary<string, Tensor> Tensors(string family)
    {
        using var generator = new Generator(17);
        var tensors = new Dictionary<string, Tensor>();
        void Add(string name, params long[] shape) => tensors.Add(name, randn(shape, dtype: ScalarType.Float32, generator: generator));
        void Gated(string prefix)
        {
            Add(prefix + ".gate_proj.weight", HiddenSize, ModelSize);
            Add(prefix + ".up_proj.weight", HiddenSize, ModelSize);
            Add(prefix + ".down_proj.weight", ModelSize, HiddenSize);
        }

        Add("embedding.weight", 10, ModelSize);
        if (family == "deepseek_v3")
        {
            Gated("model.layers.0.mlp"); // dense, as first_k_dense_replace says
        }

        foreach (var layer in Layers(family))
        {
            Others(family, layer, Add, Gated);
            for (var e = 0; e < Experts && family != "fused"; e++)
            {
                switch (family)
                {
                    case "switch":
                        Add($"{layer}.experts.expert_{e}.wi.weight", HiddenSize, ModelSize);
                        Add($"{layer}.experts.expert_{e}.wo.weight", ModelSize, HiddenSize);
                        break;
                    case "mixtral":
                        Add($"{layer}.experts.{e}.w1.weight", HiddenSize, ModelSize);
                        Add($"{layer}.experts.{e}.w2.weight", ModelSize, HiddenSize);
                        Add($"{layer}.experts.{e}.w3.weight", HiddenSize, ModelSize);
                        break;
                    case "fairseq":
                        Add($"{layer}.experts.expert_{e}.fc1.weight", HiddenSize, ModelSize);
                        Add($"{layer}.experts.expert_{e}.fc1.bias", HiddenSize);
                        Add($"{layer}.experts.expert_{e}.fc2.weight", ModelSize, HiddenSize);
                        Add($"{layer}.experts.expert_{e}.fc2.bias", ModelSize);
                        break;
                    default:
                        Gated($"{layer}.experts.{e}");
                        break;
                }
            }
        }

        return tensors;
    }

    // Routers, shared experts and stacked experts.
    private static void Others(string family, string layer, Action<string, long[]> add, Action<string> gated)
    {
        switch (family)
        {
            case "switch":
                add($"{layer}.router.classifier.weight", [Experts, ModelSize]);
                break;
            case "fused":
                add($"{layer}.gate.weight", [Experts, ModelSize]);
                add($"{layer}.experts.gate_up_proj", [Experts, 2 * HiddenSize, ModelSize]);
                add($"{layer}.experts.down_proj", [Experts, ModelSize, HiddenSize]);
                break;
            case "qwen2_moe":
                add($"{layer}.gate.weight", [Experts, ModelSize]);
                gated($"{layer}.shared_expert");
                add($"{layer}.shared_expert_gate.weight", [1, ModelSize]);
                break;
            case "deepseek_v3":
                add($"{layer}.gate.weight", [Experts, ModelSize]);
                add($"{layer}.gate.e_score_correction_bias", [Experts]);
                gated($"{layer}.shared_experts");
                break;
            case "mixtral" or "olmoe":
                add($"{layer}.gate.weight", [Experts, ModelSize]);
                break;
        }
    }
}
