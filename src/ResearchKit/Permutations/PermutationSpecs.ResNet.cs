using System.Globalization;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <content>Residual networks.</content>
public static partial class PermutationSpecs
{
    /// <summary>The spec of a residual network with torchvision's names: conv1, bn1, layerS.B.convK, layerS.B.bnK, layerS.B.downsample (or shortcut) and fc (or linear).</summary>
    /// <remarks>
    /// <para>Basic blocks have two convolutions, bottlenecks three; convolution comes before its normalisation and the last activation after the addition.
    /// Pre-activation networks use the same names for another order and must be written down with the builder.</para>
    /// <para>A block with a projection starts the group of a stage; blocks with an identity skip share it. Zero-padding shortcuts cannot be
    /// expressed and are refused. Grouped convolutions are recognised by their shapes.</para>
    /// </remarks>
    /// <param name="stateDict">The tensors by name.</param>
    /// <returns>One group for each residual stream, named after the block (or stem) that starts it, and one for each inner convolution.</returns>
    /// <exception cref="ArgumentException">A tensor cannot be placed, or the shapes do not fit together.</exception>
    public static PermutationSpec ResNet(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        var tensors = new LayerTensors(stateDict);
        var blocks = tensors.Layers
            .Select(layer => BlockLayerName().Match(layer))
            .Where(match => match.Success)
            .Select(match => match.Groups["block"].Value)
            .Distinct()
            .Order(NaturalOrder.Instance)
            .ToList();
        var head = tensors.Has("fc") ? "fc" : "linear";
        tensors.ThrowIfOthers(
            "residual network",
            "conv1, bn1, layerS.B.convK, layerS.B.bnK, layerS.B.downsample.0/1 (or shortcut.0/1) and fc (or linear)",
            tensors.Layers.Where(layer => layer is "conv1" or "bn1" || layer == head || BlockLayerName().IsMatch(layer)));
        if (!tensors.Has("conv1") || blocks.Count == 0 || tensors.Weight(head).Length != 2)
        {
            throw new ArgumentException("Not a residual network state dict: expected a stem 'conv1', blocks 'layerS.B' and a linear head 'fc' or 'linear'.");
        }

        var builder = PermutationSpec.Builder();
        var channels = AddConvolution(builder, tensors, "conv1", "conv1", 0);
        if (tensors.Has("bn1"))
        {
            tensors.AddNorm(builder, "bn1");
        }

        foreach (var block in blocks)
        {
            channels = AddBlock(builder, tensors, block, channels);
        }

        if (tensors.Weight(head)[1] % channels == 0 && tensors.Weight(head)[1] != channels)
        {
            builder.Flatten((int)(tensors.Weight(head)[1] / channels)); // no global pooling in front of the head
        }

        var spec = builder.Output(head, tensors.HasBias(head)).Build();
        spec.Validate(stateDict);
        return spec;
    }

    private static long AddBlock(PermutationSpecBuilder builder, LayerTensors tensors, string block, long inputs)
    {
        var shortcut = tensors.Has($"{block}.downsample.0") ? "downsample" : tensors.Has($"{block}.shortcut.0") ? "shortcut" : null;
        var convolutions = Enumerable.Range(1, 9).TakeWhile(k => tensors.Has($"{block}.conv{k}")).Count();
        var stray = tensors.Layers.FirstOrDefault(layer =>
            layer.StartsWith($"{block}.", StringComparison.Ordinal)
            && BlockLayerName().Match(layer).Groups["number"] is { Success: true, Value: var number }
            && int.Parse(number, CultureInfo.InvariantCulture) is var k
            && (k < 1 || k > convolutions));
        if (convolutions == 0 || stray is not null)
        {
            throw new ArgumentException($"Block '{block}' has {(stray is null ? "no convolution 'conv1'" : $"'{stray}' without its convolution")}; expected conv1..convK and bn1..bnK.");
        }

        var outputs = tensors.Weight($"{block}.conv{convolutions}") is { Length: 4 } weight ? weight[0] : 0;
        if (shortcut is null && outputs != inputs)
        {
            throw new ArgumentException(
                $"Block '{block}' takes {inputs} channels and gives {outputs} without a projection ('{block}.downsample.0'); a zero-padding shortcut is not a symmetry that permutations can express.");
        }

        builder.Residual(block, Main, shortcut is null ? null : Projection);
        return outputs;

        void Main(PermutationSpecBuilder inner)
        {
            var channels = inputs;
            for (var k = 1; k <= convolutions; k++)
            {
                channels = AddConvolution(inner, tensors, $"{block}.conv{k}", $"conv{k}", channels);
                AddNormIfAny(inner, $"bn{k}");
            }
        }

        void Projection(PermutationSpecBuilder inner)
        {
            AddConvolution(inner, tensors, $"{block}.{shortcut}.0", $"{shortcut}.0", inputs);
            AddNormIfAny(inner, $"{shortcut}.1");
        }

        void AddNormIfAny(PermutationSpecBuilder inner, string name)
        {
            if (tensors.Has($"{block}.{name}"))
            {
                tensors.AddNorm(inner, $"{block}.{name}", name);
            }
        }
    }

    [GeneratedRegex(@"^(?<block>layer\d{1,4}\.\d{1,4})\.((conv|bn)(?<number>\d)|(downsample|shortcut)\.[01])$")]
    private static partial Regex BlockLayerName();
}
