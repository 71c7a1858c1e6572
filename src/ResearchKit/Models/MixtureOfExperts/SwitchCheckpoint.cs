using System.Globalization;
using System.Text.RegularExpressions;
using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>Translates between the tensor names of published Switch checkpoints (<c>model_type</c> <c>switch_transformers</c>) and a <see cref="SwitchTransformer"/>.</summary>
/// <remarks>
/// Published files have one tensor for each matrix of each expert, <c>...mlp.experts.expert_e.wi.weight</c> (f, d) and <c>.wo.weight</c> (d, f); the network stacks them.
/// A merged checkpoint that keeps each expert once has a map too, <c>expert_map.LAYER</c> (<see cref="Experts.Checkpoints.ExpertExport.Mapped"/>); its network shares experts in the same way.
/// </remarks>
public static partial class SwitchCheckpoint
{
    /// <summary>Reads a checkpoint and makes the network; its shape follows from the tensors.</summary>
    /// <param name="path">A <c>.safetensors</c> file or the <c>.index.json</c> of several.</param>
    /// <returns>The network, which the caller owns.</returns>
    /// <exception cref="InvalidDataException">The file is no such checkpoint; the message names the tensor.</exception>
    public static SwitchTransformer Load(string path)
    {
        using var scope = NewDisposeScope();
        try
        {
            return FromPublished(Safetensors.Load(path));
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Makes the network of a published state dict, which is copied.</summary>
    /// <param name="published">The tensors by their published names.</param>
    /// <returns>The network, which the caller owns.</returns>
    /// <exception cref="ArgumentException">A tensor is missing, unknown or of another shape; the message names it.</exception>
    public static SwitchTransformer FromPublished(IReadOnlyDictionary<string, Tensor> published)
    {
        ArgumentNullException.ThrowIfNull(published);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var stacked = Stack(published);
        var maps = SwitchExpertMaps.Take(stacked);
        var expanded = maps.Expand(stacked);
        var model = new SwitchTransformer(SwitchShape.Of(expanded), 0);
        var own = model.state_dict();
        Training.BorrowedParameters.Check(own, expanded);
        foreach (var (name, place) in own)
        {
            place.copy_(expanded[name]);
        }

        maps.Share(model, stacked);
        return model;
    }

    /// <summary>Gives a network's tensors by their published names; experts that a merged layer shares are written once for each of the router's choices.</summary>
    /// <param name="model">The network; its experts are dense.</param>
    /// <returns>Copies of the tensors; the caller owns them.</returns>
    /// <exception cref="ArgumentException">A layer's experts are not dense.</exception>
    public static Dictionary<string, Tensor> ToPublished(SwitchTransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var result = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (name, value) in model.state_dict())
        {
            if (!name.Contains(".mlp.experts.", StringComparison.Ordinal))
            {
                result.Add(name, value.detach().clone().MoveToOuterDisposeScope());
            }
        }

        foreach (var layer in model.MoeLayers)
        {
            var experts = layer.Experts as DenseExperts ?? throw new ArgumentException($"{layer.LayerName} has experts of type {layer.Experts.GetType().Name}; expected dense ones", nameof(model));
            for (var e = 0; e < layer.ExpertMap.Count; e++)
            {
                foreach (var (part, weight) in experts.Weights)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"{layer.LayerName}.experts.expert_{e}.{part}.weight");
                    result.Add(name, weight.detach().select(0, layer.ExpertMap[e]).clone().MoveToOuterDisposeScope());
                }
            }
        }

        return result;
    }

    // Drops the copies of the symbol table and stacks experts.
    private static Dictionary<string, Tensor> Stack(IReadOnlyDictionary<string, Tensor> published)
    {
        var result = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var experts = new SortedDictionary<string, SortedDictionary<int, Tensor>>(StringComparer.Ordinal);
        foreach (var (name, value) in published)
        {
            var match = ExpertName().Match(name);
            if (match.Success)
            {
                var key = $"{match.Groups["layer"].Value}.experts.{match.Groups["part"].Value}";
                var number = int.Parse(match.Groups["expert"].Value, CultureInfo.InvariantCulture);
                experts.TryAdd(key, []);
                experts[key].Add(number, value);
            }
            else if (name is not ("encoder.embed_tokens.weight" or "decoder.embed_tokens.weight") && !IsTied(name, value, published))
            {
                result.Add(name, value);
            }
        }

        foreach (var (key, parts) in experts)
        {
            if (parts.Keys.Last() != parts.Count - 1 || parts.Values.Any(p => !p.shape.AsSpan().SequenceEqual(parts[0].shape)))
            {
                throw new ArgumentException($"'{key}' has the experts {string.Join(", ", parts.Select(p => $"{p.Key} [{string.Join(", ", p.Value.shape)}]"))}; expected 0, 1, ... of one shape");
            }

            result.Add(key, stack(parts.Values));
        }

        return result;
    }

    private static bool IsTied(string name, Tensor value, IReadOnlyDictionary<string, Tensor> published) =>
        name == "lm_head.weight" && published.TryGetValue("shared.weight", out var shared) && value.shape.AsSpan().SequenceEqual(shared.shape) && value.eq(shared).all().item<bool>();

    [GeneratedRegex(@"^(?<layer>.+\.mlp)\.experts\.expert_(?<expert>\d{1,6})\.(?<part>wi|wo)\.weight$", RegexOptions.CultureInvariant)]
    private static partial Regex ExpertName();
}
