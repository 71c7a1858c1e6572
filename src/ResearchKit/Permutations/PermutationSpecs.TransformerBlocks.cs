namespace ResearchKit.Permutations;

/// <content>One block of a transformer.</content>
public static partial class PermutationSpecs
{
    private static readonly BlockNames TimmNames = new("norm1", "attn", "qkv", ["proj"], "norm2", ["fc1_g", "fc1_x", "fc2"], ["fc1", "fc2"]);
    private static readonly BlockNames LlamaNames = new(
        "input_layernorm", "self_attn", null, ["o_proj", "q_proj", "k_proj", "v_proj"], "post_attention_layernorm", ["gate_proj", "up_proj", "down_proj"], ["up_proj", "down_proj"]);

    // Normalisations in front of a branch and behind its addition give the same groups: both stand on the stream.
    private static void AddTransformerBlock(PermutationSpecBuilder builder, LayerTensors tensors, string block, BlockNames names, long width, int heads, bool rotary)
    {
        var layout = Layout(tensors, $"{block}.{names.Attention}", names, heads, rotary);
        AddNormIfAny(names.FirstNorm);
        builder.Residual(string.Empty, inner => inner.Attention($"{block}.{names.Attention}", layout, (int)width));
        AddNormIfAny(names.SecondNorm);
        builder.Residual(string.Empty, inner => inner.Scope($"{block}.mlp", AddFeedForward));

        void AddNormIfAny(string name)
        {
            if (tensors.Has($"{block}.{name}"))
            {
                tensors.AddNorm(builder, $"{block}.{name}");
            }
        }

        void AddFeedForward(PermutationSpecBuilder inner)
        {
            var gated = tensors.Has($"{block}.mlp.{names.Gated[0]}");
            var layers = gated ? names.Gated : names.Plain;
            var shapes = layers.Select(layer => tensors.Weight($"{block}.mlp.{layer}")).ToList();
            var wrong = shapes.FindIndex(shape => shape.Length != 2);
            if (wrong >= 0)
            {
                throw new ArgumentException($"'{block}.mlp.{layers[wrong]}.weight' has {shapes[wrong].Length} axes; expected the two (out, in) of a linear layer.");
            }

            var bias = tensors.HasBias($"{block}.mlp.{layers[0]}");
            if (gated)
            {
                inner.GatedFeedForward(layers[0], layers[1], layers[2], (int)shapes[0][0], (int)shapes[2][0], bias);
            }
            else
            {
                inner.Linear(layers[0], (int)shapes[0][0], bias).Linear(layers[1], (int)shapes[1][0], tensors.HasBias($"{block}.mlp.{layers[1]}"));
            }
        }
    }

    private static AttentionLayout Layout(LayerTensors tensors, string attention, BlockNames names, int heads, bool rotary)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        var output = $"{attention}.{names.Projections[0]}";
        if (tensors.Weight(output) is not { Length: 2 } shape || shape[1] % heads != 0)
        {
            throw new ArgumentException($"'{output}.weight' has shape [{string.Join(", ", tensors.Weight(output))}]; expected (out, in) with in a multiple of the {heads} heads.");
        }

        var valueSize = (int)(shape[1] / heads);
        if (names.Fused is { } fused)
        {
            // Rows are heads * size queries, then as many keys and values as there are groups of heads.
            var rows = tensors.Weight($"{attention}.{fused}")[0];
            var groups = (rows - shape[1]) / (2 * valueSize);
            return new AttentionLayout
            {
                Heads = heads,
                KeyValueHeads = (int)groups,
                HeadSize = valueSize,
                Rotary = rotary,
                Fused = fused,
                Output = names.Projections[0],
                Bias = tensors.HasBias($"{attention}.{fused}"),
                OutputBias = tensors.HasBias(output),
            };
        }

        long[] Weight(int i) => tensors.Weight($"{attention}.{names.Projections[i]}") is { Length: 2 } weight && weight[0] % (i == 1 ? heads : 1) == 0
            ? weight
            : throw new ArgumentException($"'{attention}.{names.Projections[i]}.weight' is missing or its shape is not (out, in) with out a multiple of the heads.");

        var size = (int)(Weight(1)[0] / heads);
        return new AttentionLayout
        {
            Heads = heads,
            KeyValueHeads = (int)(Weight(2)[0] / size),
            HeadSize = size,
            ValueHeadSize = valueSize,
            Rotary = rotary,
            Output = names.Projections[0],
            Bias = tensors.HasBias($"{attention}.{names.Projections[1]}"),
            OutputBias = tensors.HasBias(output),
        };
    }

    /// <summary>What the parts of a block are called; the projections are output, query, key and value.</summary>
    private sealed record BlockNames(string FirstNorm, string Attention, string? Fused, string[] Projections, string SecondNorm, string[] Gated, string[] Plain);
}
