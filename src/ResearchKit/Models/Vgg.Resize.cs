using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <content>Other numbers of channels.</content>
public sealed partial class Vgg
{
    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Resize(IReadOnlyDictionary<string, int> widths, int? outputs = null, Seed seed = default)
    {
        ArgumentNullException.ThrowIfNull(widths);
        string[] dense = [.. _classifier.SkipLast(1).Select(layer => layer.Name)];
        ResizeGuard.Check(widths, [.. _features.Where(layer => layer.Convolution is not null).Select(layer => layer.Name), .. dense]);
        int[] plan =
        [
            .. _features.Select(layer => layer.Convolution is null
                ? VggOptions.Pool
                : widths.GetValueOrDefault(layer.Name, (int)layer.Convolution.Convolution.weight!.shape[0])),
        ];
        int[] sizes = [.. dense.Select((name, i) => widths.GetValueOrDefault(name, Options.ClassifierSizes[i]))];
        return new Vgg(Options with { Plan = plan, WidthMultiplier = 1, ClassifierSizes = sizes, Classes = outputs ?? Options.Classes }, seed);
    }
}
