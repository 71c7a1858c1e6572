using System.Globalization;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <content>Transformers.</content>
public static partial class PermutationSpecs
{
    /// <summary>The spec of a vision transformer with timm's names: patch_embed.proj, pos_embed, cls_token, blocks.N, norm and head.</summary>
    /// <remarks>
    /// Groups: <c>patch_embed.proj</c> for the residual stream; for each block <c>blocks.N.mlp.fc1</c> for the hidden units, <c>blocks.N.attn.heads</c>, and inside head I
    /// <c>blocks.N.attn.headI.qk</c> and <c>.v</c>. The number of heads cannot be seen in a state dict.
    /// </remarks>
    /// <param name="stateDict">The tensors by name.</param>
    /// <param name="heads">The number of heads of a block.</param>
    /// <returns>The spec.</returns>
    /// <exception cref="ArgumentException">A tensor cannot be placed, or the shapes do not fit the heads.</exception>
    public static PermutationSpec Vit(IReadOnlyDictionary<string, Tensor> stateDict, int heads)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        string[] tables = ["cls_token", "pos_embed"];
        var tensors = new LayerTensors(stateDict.Where(pair => !tables.Contains(pair.Key)).ToDictionary());
        tensors.ThrowIfOthers(
            "vision transformer",
            "cls_token, pos_embed, patch_embed.proj, blocks.N.norm1, attn.qkv, attn.proj, norm2, mlp.fc1 (or fc1_g and fc1_x), mlp.fc2, norm and head",
            tensors.Layers.Where(layer => layer is "patch_embed.proj" or "norm" or "head" || VitLayerName().IsMatch(layer)));
        if (tensors.Weight("patch_embed.proj").Length != 4 || tensors.Weight("head").Length != 2 || !tensors.Has("blocks.0.attn.qkv"))
        {
            throw new ArgumentException("Not a vision transformer state dict: expected a convolution 'patch_embed.proj', blocks from 'blocks.0' and a linear layer 'head'.");
        }

        var builder = PermutationSpec.Builder();
        var width = AddConvolution(builder, tensors, "patch_embed.proj", "patch_embed.proj", 0);
        foreach (var table in tables.Where(stateDict.ContainsKey))
        {
            builder.AddedTable(table, (int)stateDict[table].dim() - 1);
        }

        for (var i = 0; tensors.Has($"blocks.{i}.attn.qkv"); i++)
        {
            AddTransformerBlock(builder, tensors, string.Create(CultureInfo.InvariantCulture, $"blocks.{i}"), TimmNames, width, heads, rotary: false);
        }

        if (tensors.Has("norm"))
        {
            tensors.AddNorm(builder, "norm");
        }

        var spec = builder.Output("head", tensors.HasBias("head")).Build();
        spec.Validate(stateDict);
        return spec;
    }

    /// <summary>The spec of a decoder-only language model with Llama's names: model.embed_tokens, model.layers.N, model.norm and lm_head (absent where tied).</summary>
    /// <remarks>
    /// Groups: <c>model.embed_tokens</c> for the residual stream; for each layer <c>model.layers.N.mlp.gate_proj</c> (or <c>up_proj</c> without a gate) for the hidden units,
    /// <c>model.layers.N.self_attn.heads</c> for the key and value heads, and for head I <c>.headI.v</c>, <c>.headI.qk</c> unless positions rotate, and
    /// <c>.headI.queries</c> where it serves several query heads. The number of query heads cannot be seen in a state dict, that of key and value heads follows from it.
    /// </remarks>
    /// <param name="stateDict">The tensors by name.</param>
    /// <param name="heads">The number of query heads of a layer.</param>
    /// <param name="rotary">Whether positions rotate queries and keys; null for yes unless there is a table <c>model.embed_positions</c>. Yes is the safe answer: it allows less.</param>
    /// <returns>The spec.</returns>
    /// <exception cref="ArgumentException">A tensor cannot be placed, or the shapes do not fit the heads.</exception>
    public static PermutationSpec DecoderLm(IReadOnlyDictionary<string, Tensor> stateDict, int heads, bool? rotary = null)
    {
        var tensors = new LayerTensors(stateDict);
        tensors.ThrowIfOthers(
            "decoder-only language model",
            "model.embed_tokens, model.layers.N.input_layernorm, self_attn.q_proj, k_proj, v_proj, o_proj, post_attention_layernorm, mlp.gate_proj, up_proj, down_proj, model.norm and lm_head",
            tensors.Layers.Where(layer => layer is "model.embed_tokens" or "model.embed_positions" or "model.norm" or "lm_head" || LlamaLayerName().IsMatch(layer)));
        var embedding = tensors.Weight("model.embed_tokens");
        if (embedding.Length != 2 || !tensors.Has("model.layers.0.self_attn.q_proj"))
        {
            throw new ArgumentException("Not a decoder-only language model's state dict: expected a table 'model.embed_tokens' and layers from 'model.layers.0'.");
        }

        var builder = PermutationSpec.Builder().Embedding("model.embed_tokens", (int)embedding[1]);
        var hasTable = tensors.Has("model.embed_positions");
        if (hasTable)
        {
            builder.AddedTable("model.embed_positions.weight", 1);
        }

        for (var i = 0; tensors.Has($"model.layers.{i}.self_attn.q_proj"); i++)
        {
            AddTransformerBlock(builder, tensors, string.Create(CultureInfo.InvariantCulture, $"model.layers.{i}"), LlamaNames, embedding[1], heads, rotary ?? !hasTable);
        }

        if (tensors.Has("model.norm"))
        {
            tensors.AddNorm(builder, "model.norm");
        }

        if (tensors.Has("lm_head"))
        {
            builder.Output("lm_head", tensors.HasBias("lm_head"));
        }

        var spec = builder.Build();
        spec.Validate(stateDict);
        return spec;
    }

    [GeneratedRegex(@"^blocks\.\d{1,4}\.(norm[12]|attn\.(qkv|proj)|mlp\.(fc1|fc1_g|fc1_x|fc2))$")]
    private static partial Regex VitLayerName();

    [GeneratedRegex(@"^model\.layers\.\d{1,4}\.(input_layernorm|post_attention_layernorm|self_attn\.[qkvo]_proj|mlp\.(gate|up|down)_proj)$")]
    private static partial Regex LlamaLayerName();
}
