using System.Globalization;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <content>Plain convolutional networks.</content>
public static partial class PermutationSpecs
{
    /// <summary>The spec of a VGG network with torchvision's names: features.N and classifier.N (or one classifier).</summary>
    /// <remarks>
    /// Convolutions are the weights of rank 4, batch normalisation the layers with running statistics, layer normalisation the other weights of rank 1 or
    /// 3 (over channels, height and width). The first classifier layer takes one block of H*W positions a channel, H*W being its inputs divided by the channels.
    /// A convolution whose weight has fewer inputs than there are channels is a grouped one.
    /// </remarks>
    /// <param name="stateDict">The tensors by name.</param>
    /// <returns>One group for each convolution and hidden linear layer, named after it.</returns>
    /// <exception cref="ArgumentException">A tensor cannot be placed, or the shapes do not chain.</exception>
    public static PermutationSpec Vgg(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        var tensors = new LayerTensors(stateDict);
        var features = Numbered(tensors, FeatureName());
        var classifier = tensors.Has("classifier") ? ["classifier"] : Numbered(tensors, ClassifierName());
        tensors.ThrowIfOthers("VGG", "layers features.N and classifier.N", features.Concat(classifier));
        var last = classifier.LastOrDefault(layer => tensors.Weight(layer).Length == 2)
            ?? throw new ArgumentException("Not a VGG state dict: there is no linear layer classifier.N.");
        if (last != classifier[^1])
        {
            throw new ArgumentException($"Not a VGG state dict: '{classifier[^1]}' comes after the last linear layer '{last}'.");
        }

        var builder = PermutationSpec.Builder();
        var channels = 0L;
        foreach (var layer in features)
        {
            if (tensors.IsNorm(layer) && channels > 0)
            {
                tensors.AddNorm(builder, layer);
            }
            else
            {
                channels = AddConvolution(builder, tensors, layer, layer, channels);
            }
        }

        foreach (var layer in classifier)
        {
            if (tensors.IsNorm(layer))
            {
                tensors.AddNorm(builder, layer);
                continue;
            }

            channels = AddLinear(builder, tensors, layer, channels, layer == last);
        }

        var spec = builder.Build();
        spec.Validate(stateDict);
        return spec;
    }

    /// <summary>Adds a convolution, grouped where its weight shows it; returns its number of output channels.</summary>
    private static long AddConvolution(PermutationSpecBuilder builder, LayerTensors tensors, string layer, string name, long inputs)
    {
        var weight = tensors.Weight(layer);
        if (weight.Length != 4)
        {
            throw new ArgumentException($"'{layer}.weight' has shape [{string.Join(", ", weight)}]; expected the four axes (out, in, height, width) of a convolution.");
        }

        if (inputs == 0 || weight[1] == inputs)
        {
            builder.Conv(name, (int)weight[0], tensors.HasBias(layer));
        }
        else if (weight[1] > 0 && inputs % weight[1] == 0)
        {
            builder.GroupedConv(name, (int)weight[0], (int)(inputs / weight[1]), tensors.HasBias(layer));
        }
        else
        {
            throw new ArgumentException($"'{layer}.weight' has shape [{string.Join(", ", weight)}], expected axis 1 = {inputs} from the layer before, or a divisor of it for a grouped convolution.");
        }

        return weight[0];
    }

    private static long AddLinear(PermutationSpecBuilder builder, LayerTensors tensors, string layer, long inputs, bool isLast)
    {
        var weight = tensors.Weight(layer);
        if (weight.Length != 2 || inputs == 0 || weight[1] % inputs != 0)
        {
            throw new ArgumentException($"'{layer}.weight' has shape [{string.Join(", ", weight)}], expected (out, in) with in = {inputs} from the layer before, or a multiple of it behind a flatten.");
        }

        if (weight[1] != inputs)
        {
            builder.Flatten((int)(weight[1] / inputs));
        }

        if (isLast)
        {
            builder.Output(layer, tensors.HasBias(layer));
        }
        else
        {
            builder.Linear(layer, (int)weight[0], tensors.HasBias(layer));
        }

        return weight[0];
    }

    private static List<string> Numbered(LayerTensors tensors, Regex name) =>
        [.. tensors.Layers.Where(layer => name.IsMatch(layer)).OrderBy(layer => int.Parse(layer.AsSpan(layer.LastIndexOf('.') + 1), CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"^features\.\d{1,6}$")]
    private static partial Regex FeatureName();

    [GeneratedRegex(@"^classifier\.\d{1,6}$")]
    private static partial Regex ClassifierName();
}
