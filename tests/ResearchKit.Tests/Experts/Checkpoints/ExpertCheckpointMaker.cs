using System.Globalization;
using ResearchKit.Checkpoints;
using ResearchKit.Experts;
using ResearchKit.Experts.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts.Checkpoints;

/// <summary>Makes small random checkpoints under the names of a family.</summary>
internal static class ExpertCheckpointMaker
{
    public static Dictionary<string, Tensor> Write(string folder, ExpertFamily family, int experts, long model, long hidden, string? config = null)
    {
        var tensors = Tensors(family, experts, model, hidden);
        Safetensors.Save(Path.Combine(folder, "model.safetensors"), tensors);
        File.WriteAllText(Path.Combine(folder, "config.json"), config ?? $$"""{"model_type": "{{family.ModelTypes[0]}}"}""");
        if (family.Name == "fused")
        {
            // Its first model type also names a family of split tensors, which these are not.
            File.WriteAllText(Path.Combine(folder, "config.json"), """{"model_type": "qwen3_moe"}""");
        }

        return tensors;
    }

    public static Dictionary<string, Tensor> Tensors(ExpertFamily family, int experts, long model, long hidden)
    {
        using var generator = new Generator(11);
        Tensor Draw(params long[] shape) => randn(shape, dtype: ScalarType.Float32, generator: generator);
        var tensors = new Dictionary<string, Tensor> { ["embedding.weight"] = Draw(10, model) };
        foreach (var layer in Layers(family))
        {
            if (family.Router is not null)
            {
                tensors.Add(layer + family.Router, Draw(experts, model));
            }

            if (family.RouterBias is not null)
            {
                tensors.Add(layer + family.RouterBias, Draw(experts));
            }

            if (family.Shared is not null)
            {
                tensors.Add($"{layer}{family.Shared}.up_proj.weight", Draw(hidden, model));
            }

            foreach (var part in family.Experts)
            {
                var shape = Shape(part.Parts[0], model, hidden);
                shape[0] *= part.Parts.Count;
                if (family.IsFused)
                {
                    tensors.Add(layer + part.Suffix, Draw([experts, .. shape]));
                    continue;
                }

                for (var e = 0; e < experts; e++)
                {
                    tensors.Add(Name(layer, part, e), Draw(shape));
                }
            }
        }

        return tensors;
    }

    public static ExpertWeights Expert(Dictionary<string, Tensor> tensors, ExpertFamily family, string layer, int expert, long hidden)
    {
        var parts = new Dictionary<ExpertPart, Tensor?>();
        foreach (var part in family.Experts)
        {
            var values = family.IsFused ? tensors[layer + part.Suffix][expert] : tensors[Name(layer, part, expert)];
            for (var i = 0; i < part.Parts.Count; i++)
            {
                parts.Add(part.Parts[i], part.Parts.Count == 1 ? values : values.narrow(0, i * hidden, hidden));
            }
        }

        return ExpertWeights.Create(parts, family.Activation);
    }

    private static string[] Layers(ExpertFamily family) => family.Name switch
    {
        "switch" => ["encoder.block.1.layer.1.mlp", "decoder.block.3.layer.2.mlp"],
        "mixtral" => ["model.layers.0.block_sparse_moe", "model.layers.3.block_sparse_moe"],
        "fairseq" => ["decoder.layers.1.ffn", "decoder.layers.12.ffn"],
        _ => ["model.layers.1.mlp", "model.layers.20.mlp"],
    };

    private static long[] Shape(ExpertPart part, long model, long hidden) => part switch
    {
        ExpertPart.Down => [model, hidden],
        ExpertPart.UpBias => [hidden],
        ExpertPart.DownBias => [model],
        _ => [hidden, model],
    };

    private static string Name(string layer, ExpertTensor part, int expert) => layer + part.Suffix.Replace("{e}", expert.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
