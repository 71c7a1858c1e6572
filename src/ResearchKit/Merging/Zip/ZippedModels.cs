using static TorchSharp.torch;

namespace ResearchKit.Merging.Zip;

/// <summary>Several models with a common trunk: the zipped layers are equal in all, the layers behind them are each model's own.</summary>
/// <remarks>Where every group is zipped, only the tensors of the network's outputs differ: the heads for each task.</remarks>
public sealed record ZippedModels
{
    /// <summary>A whole state dict for each model, which the unchanged network runs; the tensors are owned by the caller, and those of <see cref="Trunk"/> are the same objects in all.</summary>
    public required IReadOnlyList<Dictionary<string, Tensor>> Heads { get; init; }

    /// <summary>The names of the tensors that all heads share.</summary>
    public required IReadOnlySet<string> Trunk { get; init; }

    /// <summary>Whether all groups were zipped, so that the heads differ in the network's outputs alone.</summary>
    public required bool IsFull { get; init; }

    /// <summary>The number of elements of the trunk and of all heads, relative to one model: 1 where everything is shared, the number of models where nothing is.</summary>
    public double RelativeSize
    {
        get
        {
            var trunk = Heads[0].Where(pair => Trunk.Contains(pair.Key)).Sum(pair => pair.Value.numel());
            var heads = Heads.Sum(head => head.Where(pair => !Trunk.Contains(pair.Key)).Sum(pair => pair.Value.numel()));
            return (trunk + heads) / (double)Heads[0].Values.Sum(tensor => tensor.numel());
        }
    }

    /// <summary>One model whose outputs are the mean of the heads' outputs, for models of the same labels.</summary>
    /// <returns>A state dict of new tensors, owned by the caller.</returns>
    /// <exception cref="InvalidOperationException">The zip is partial: heads of several layers have no mean that does the same.</exception>
    /// <exception cref="ArgumentException">The heads have different shapes.</exception>
    public Dictionary<string, Tensor> MeanHead()
    {
        if (!IsFull)
        {
            throw new InvalidOperationException("The zip is partial, so that whole layers differ between the heads; take the mean of their outputs instead.");
        }

        return Connectivity.Interpolation.Average(Heads);
    }
}
