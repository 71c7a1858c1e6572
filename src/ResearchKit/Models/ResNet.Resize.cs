using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <content>Other numbers of channels.</content>
public sealed partial class ResNet
{
    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Resize(IReadOnlyDictionary<string, int> widths, int? outputs = null, Seed seed = default)
    {
        ArgumentNullException.ThrowIfNull(widths);
        var all = new Dictionary<string, int>(Options.GroupWidths);
        foreach (var (group, width) in widths)
        {
            all[group] = width;
        }

        return new ResNet(Options with { GroupWidths = all, Classes = outputs ?? Options.Classes }, seed);
    }

    private void CheckGroups()
    {
        var last = Options.Kind == ResidualBlockKind.Bottleneck ? 3 : 2;
        var known = new List<string> { "conv1" };
        foreach (var (block, name) in _blocks)
        {
            known.AddRange(Enumerable.Range(1, last - 1).Select(k => FormattableString.Invariant($"{name}.conv{k}")));
            if (block.HasProjection)
            {
                known.Add(name);
            }
        }

        ResizeGuard.Check(Options.GroupWidths, known);
    }
}
