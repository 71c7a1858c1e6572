using System.Globalization;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>Reads the shape of a Switch transformer off its tensors.</summary>
internal static class SwitchShape
{
    private const int MostBlocks = 1000;

    /// <summary>The options of a network with these tensors, experts stacked.</summary>
    /// <exception cref="ArgumentException">A tensor that tells the shape is missing or has another number of axes.</exception>
    public static SwitchOptions Of(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var symbols = Shape(tensors, "shared.weight", 2);
        var positions = Shape(tensors, "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", 2);
        var queries = Shape(tensors, "encoder.block.0.layer.0.SelfAttention.q.weight", 2);
        var (encoder, decoder) = (Blocks(tensors, "encoder"), Blocks(tensors, "decoder"));
        var sparse = Enumerable.Range(0, encoder).Where(i => IsSparse(tensors, i)).ToArray();
        var step = sparse.Length == 0 ? 0 : sparse[0] == 0 ? 1 : sparse.Length == 1 ? Math.Max(2, encoder - sparse[0]) : sparse[1] - sparse[0];
        var hidden = step == 1
            ? Shape(tensors, "encoder.block.0.layer.1.mlp.experts.wi", 3)[1]
            : Shape(tensors, "encoder.block.0.layer.1.mlp.wi.weight", 2)[0];
        return new SwitchOptions
        {
            Vocabulary = (int)symbols[0],
            Width = (int)symbols[1],
            PositionBuckets = (int)positions[0],
            Heads = (int)positions[1],
            HeadSize = (int)(queries[0] / Math.Max(1, positions[1])),
            HiddenSize = (int)hidden,
            Experts = sparse.Length == 0 ? 1 : (int)Shape(tensors, $"encoder.block.{sparse[0]}.layer.1.mlp.experts.wi", 3)[0],
            EncoderLayers = encoder,
            DecoderLayers = decoder,
            SparseStep = step,
            TiedOutput = !tensors.ContainsKey("lm_head.weight"),
            DataType = tensors["shared.weight"].dtype,
        };
    }

    private static bool IsSparse(IReadOnlyDictionary<string, Tensor> tensors, int block) =>
        tensors.ContainsKey(string.Create(CultureInfo.InvariantCulture, $"encoder.block.{block}.layer.1.mlp.router.classifier.weight"));

    private static int Blocks(IReadOnlyDictionary<string, Tensor> tensors, string stack)
    {
        var count = 0;
        while (count < MostBlocks && tensors.ContainsKey(string.Create(CultureInfo.InvariantCulture, $"{stack}.block.{count}.layer.0.layer_norm.weight")))
        {
            count++;
        }

        return count;
    }

    private static long[] Shape(IReadOnlyDictionary<string, Tensor> tensors, string name, int axes)
    {
        if (!tensors.TryGetValue(name, out var tensor))
        {
            throw new ArgumentException($"tensor '{name}' is missing; a Switch checkpoint has it");
        }

        return tensor.dim() == axes
            ? tensor.shape
            : throw new ArgumentException($"tensor '{name}' has shape [{string.Join(", ", tensor.shape)}]; expected {axes} axes");
    }
}
