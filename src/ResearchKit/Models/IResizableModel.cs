using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A model that can be made again with other numbers of units, as networks merged in part need.</summary>
public interface IResizableModel
{
    /// <summary>Makes a network of the same kind and options whose permutation groups have other widths.</summary>
    /// <param name="widths">The new number of units by the name of the permutation group; groups left out keep theirs.</param>
    /// <param name="outputs">The new number of outputs, or null for the same.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <returns>A new network, which the caller owns.</returns>
    /// <exception cref="ArgumentException">There is no such group, or a width is below 1.</exception>
    nn.Module<Tensor, Tensor> Resize(IReadOnlyDictionary<string, int> widths, int? outputs = null, Seed seed = default);
}
