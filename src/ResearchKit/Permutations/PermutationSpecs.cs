using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <summary>Specs of common networks, inferred from the names and shapes in a state dict.</summary>
/// <remarks>
/// Names and shapes do not show everything (an activation that mixes units, a normalisation with several groups, layers in another order), so check a
/// spec once against the network: <see cref="PermutationSpec.Validate(TorchSharp.torch.nn.Module{Tensor, Tensor}, Tensor, EquivalenceOptions?)"/>.
/// </remarks>
public static partial class PermutationSpecs
{
    /// <summary>The spec of a multilayer perceptron: linear layers of any name that chain by shape, with batch or layer normalisation between them or not.</summary>
    /// <remarks>
    /// Layers are taken in the natural order of their names ("fc2" before "fc10"); where the shapes do not chain in that order, in the order
    /// of the state dict. Where both chain but differ and the names are no numbered family, the order is ambiguous and
    /// <paramref name="layers"/> must give it.
    /// </remarks>
    /// <param name="stateDict">Tensors LAYER.weight (out, in) and LAYER.bias (out); a normalisation between two linear layers stands between them in order.</param>
    /// <param name="layers">The layers in the order of the network, or null to infer it.</param>
    /// <returns>One group for each hidden layer, named after it; input and output axes carry none.</returns>
    /// <exception cref="ArgumentException">A tensor cannot be placed, the shapes do not chain, or the order is ambiguous.</exception>
    public static PermutationSpec Mlp(IReadOnlyDictionary<string, Tensor> stateDict, IReadOnlyList<string>? layers = null)
    {
        var tensors = new LayerTensors(stateDict);
        tensors.ThrowIfOthers(
            "multilayer perceptron",
            "linear layers LAYER.weight (out, in) and LAYER.bias (out), and normalisations between them",
            tensors.Layers.Where(layer => tensors.Weight(layer).Length == 2 || tensors.IsNorm(layer)));
        var spec = ChainMlp(tensors, layers ?? MlpOrder(tensors));
        spec.Validate(stateDict);
        return spec;
    }

    private static IReadOnlyList<string> MlpOrder(LayerTensors tensors)
    {
        var natural = tensors.Layers.Order(NaturalOrder.Instance).ToList();
        var given = tensors.Layers;
        var problem = MlpProblem(tensors, natural);
        if (natural.SequenceEqual(given))
        {
            return natural;
        }

        if (problem is not null)
        {
            return MlpProblem(tensors, given) is null ? given : natural;
        }

        if (MlpProblem(tensors, given) is null && !IsNumberedFamily(natural))
        {
            throw new ArgumentException(
                $"The order of the layers is ambiguous: {string.Join(", ", natural)} and {string.Join(", ", given)} both chain by shape. Give it with the argument 'layers'.");
        }

        return natural;
    }

    private static bool IsNumberedFamily(IEnumerable<string> layers) =>
        layers.Select(layer => string.Concat(layer.Where(c => !char.IsAsciiDigit(c)))).Distinct().Count() == 1;

    private static string? MlpProblem(LayerTensors tensors, IReadOnlyList<string> layers)
    {
        string? previous = null;
        foreach (var layer in layers)
        {
            var weight = tensors.Weight(layer);
            var width = previous is null ? 0 : tensors.Weight(previous)[0];
            if (weight.Length == 2)
            {
                if (previous is not null && weight[1] != width)
                {
                    return $"'{layer}.weight' has shape [{weight[0]}, {weight[1]}], expected axis 1 = {width} from '{previous}'";
                }

                previous = layer;
            }
            else if (previous is null || (weight.Length > 0 && weight[0] != width))
            {
                return $"the normalisation '{layer}' has {(weight.Length > 0 ? weight[0] : 0)} entries and follows {(previous is null ? "no layer" : $"'{previous}' with {width} outputs")}";
            }
        }

        return previous is null ? "there is no linear layer" : null;
    }

    private static PermutationSpec ChainMlp(LayerTensors tensors, IReadOnlyList<string> layers)
    {
        var missing = layers.FirstOrDefault(layer => !tensors.Has(layer));
        if (missing is not null || layers.Count != tensors.Layers.Count)
        {
            throw new ArgumentException($"The order of layers must name each of {string.Join(", ", tensors.Layers)} once{(missing is null ? string.Empty : $"; there is no '{missing}'")}.", nameof(layers));
        }

        if (MlpProblem(tensors, layers) is { } problem)
        {
            throw new ArgumentException($"The layers do not chain: {problem}. Give their order with the argument 'layers', or write the spec down with PermutationSpec.Builder().");
        }

        var last = layers.Last(layer => tensors.Weight(layer).Length == 2);
        if (last != layers[^1])
        {
            throw new ArgumentException($"The normalisation '{layers[^1]}' comes after the last linear layer '{last}'; give the order of the network with the argument 'layers'.");
        }

        var builder = PermutationSpec.Builder();
        foreach (var layer in layers)
        {
            if (layer == last)
            {
                builder.Output(layer, tensors.HasBias(layer));
            }
            else if (tensors.Weight(layer).Length == 2)
            {
                builder.Linear(layer, (int)tensors.Weight(layer)[0], tensors.HasBias(layer));
            }
            else
            {
                tensors.AddNorm(builder, layer);
            }
        }

        return builder.Build();
    }
}
