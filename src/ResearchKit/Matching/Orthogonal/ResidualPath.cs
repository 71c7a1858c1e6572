using System.Globalization;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>The residual stream of a transformer that normalises in front of its branches, and the form of its weights in which the stream may be rotated.</summary>
/// <remarks>
/// <para>Division by the root mean square commutes with every rotation of the stream; the gains behind it do not, and neither does the centring of a layer normalisation. Both
/// move into the neighbours: a gain into the columns of the layers that read it, a bias into their biases, the centring into everything that writes to the stream. The
/// folded weights belong to a network of the same shape with <c>TransformerNormalization.Rms</c> (and its epsilon), and compute the same function.</para>
/// <para>Reference: Ashkboos et al., SliceGPT, 2024, section 3, for the folding; Theus et al., Generalized linear mode connectivity for transformers, 2025, for its use in alignment.</para>
/// </remarks>
/// <param name="Group">The permutation group of the stream.</param>
/// <param name="Norms">Its normalisations.</param>
/// <param name="TiedTable">The table that scores are read from where the last reader is missing; null where embeddings are not tied.</param>
public sealed record ResidualPath(string Group, IReadOnlyList<StreamNorm> Norms, string? TiedTable = null)
{
    /// <summary>The stream of a vision transformer with timm's names.</summary>
    /// <param name="stateDict">The tensors by name.</param>
    /// <returns>The stream.</returns>
    public static ResidualPath Vit(IReadOnlyDictionary<string, Tensor> stateDict) =>
        new("patch_embed.proj", Find(stateDict, "blocks", "norm1", ["attn.qkv"], "norm2", ["mlp.fc1", "mlp.fc1_g", "mlp.fc1_x"], "norm", "head"));

    /// <summary>The stream of a language model with Llama's names.</summary>
    /// <param name="stateDict">The tensors by name.</param>
    /// <returns>The stream.</returns>
    public static ResidualPath DecoderLm(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        return new ResidualPath(
            "model.embed_tokens",
            Find(
                stateDict, "model.layers", "input_layernorm", ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"], "post_attention_layernorm", ["mlp.gate_proj", "mlp.up_proj"], "model.norm", "lm_head"),
            stateDict.ContainsKey("lm_head.weight") ? null : "model.embed_tokens.weight");
    }

    /// <summary>Moves gains, biases and centring of the normalisations into their neighbours.</summary>
    /// <param name="spec">The spec of the state dict, which shows what writes to the stream.</param>
    /// <param name="stateDict">The tensors by name.</param>
    /// <returns>
    /// New tensors, owned by the caller, for the same network with root-mean-square normalisation and gains of one; biases of normalisations are gone. Where embeddings were
    /// tied there is an output layer of its own, because the gain belongs to one end only.
    /// </returns>
    /// <exception cref="ArgumentException">A normalisation is missing, or one with a bias is read by a layer without.</exception>
    public Dictionary<string, Tensor> Fold(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> stateDict)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(stateDict);
        spec.Validate(stateDict);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var folded = stateDict.ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        if (TiedTable is not null)
        {
            folded.Add($"{Norms[^1].Readers[0]}.weight", folded[TiedTable].clone());
        }

        if (Norms.Any(norm => folded.ContainsKey($"{norm.Name}.bias")))
        {
            Centre(spec, folded);
        }

        foreach (var norm in Norms)
        {
            FoldNorm(norm, folded);
        }

        foreach (var tensor in folded.Values)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return folded;
    }

    private static List<StreamNorm> Find(IReadOnlyDictionary<string, Tensor> stateDict, string layers, string first, string[] firstReaders, string second, string[] secondReaders, string last, string head)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        var norms = new List<StreamNorm>();
        for (var i = 0; ; i++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{layers}.{i}");
            if (!stateDict.ContainsKey($"{prefix}.{first}.weight"))
            {
                break;
            }

            norms.Add(new StreamNorm($"{prefix}.{first}", Present(prefix, firstReaders)));
            norms.Add(new StreamNorm($"{prefix}.{second}", Present(prefix, secondReaders)));
        }

        norms.Add(new StreamNorm(last, [head]));
        return norms;

        List<string> Present(string prefix, string[] readers) => [.. readers.Select(reader => $"{prefix}.{reader}").Where(reader => stateDict.ContainsKey($"{reader}.weight"))];
    }

    /// <summary>Takes the mean over the channels out of whatever writes to the stream, so that the stream's mean is always 0.</summary>
    private void Centre(PermutationSpec spec, Dictionary<string, Tensor> folded)
    {
        var others = Norms.SelectMany(norm => norm.Readers.Append(norm.Name)).SelectMany(name => (string[])[$"{name}.weight", $"{name}.bias"]).ToHashSet();
        foreach (var (tensor, axis, _) in spec.AxesOf(Group).Where(axis => !others.Contains(axis.Tensor)))
        {
            folded[tensor].sub_(folded[tensor].mean([(long)axis], keepdim: true));
        }
    }

    private static void FoldNorm(StreamNorm norm, Dictionary<string, Tensor> folded)
    {
        if (!folded.TryGetValue($"{norm.Name}.weight", out var gain))
        {
            throw new ArgumentException($"The state dict has no normalisation '{norm.Name}.weight'.");
        }

        var bias = folded.GetValueOrDefault($"{norm.Name}.bias");
        foreach (var reader in norm.Readers)
        {
            var weight = folded[$"{reader}.weight"]; // (out, d)
            if (bias is not null)
            {
                var shift = weight.matmul(bias); // (out)
                if (folded.TryGetValue($"{reader}.bias", out var own))
                {
                    own.add_(shift);
                }
                else if (shift.abs().max().ToDouble() > 0)
                {
                    throw new ArgumentException($"'{norm.Name}' has a bias and its reader '{reader}' has none to take it up; give the layer a bias.");
                }
            }

            weight.mul_(gain);
        }

        gain.fill_(1);
        folded.Remove($"{norm.Name}.bias");
    }
}
