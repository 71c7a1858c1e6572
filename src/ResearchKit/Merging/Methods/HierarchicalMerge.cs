using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>Heterogeneous model averaging: each block of layers has its own share of the base model, θ = α_k θ_0 + (1 − α_k) θ.</summary>
/// <remarks>
/// With one share it is the average of a model before and after fine-tuning, which trades what was learnt for what was forgotten. The shares here are always the base model's,
/// as in the authors' code; their text has them the other way round. Reference: Lin et al., 2024 (arXiv 2309.06256).
/// </remarks>
public sealed class HierarchicalMerge : IMergeMethod
{
    private readonly IReadOnlyDictionary<string, int> _blocks;
    private readonly double[] _shares;

    /// <summary>Sets the shares of blocks.</summary>
    /// <param name="blocks">The block of each tensor by name (<see cref="Fitting.LayerBlocks"/>); tensors that are not in it take <paramref name="baseShare"/>.</param>
    /// <param name="shares">The base model's share of each block, from 0 to 1.</param>
    /// <param name="baseShare">The base model's share of all other tensors, from 0 to 1.</param>
    /// <exception cref="ArgumentException">A share is out of range, or a block has none.</exception>
    public HierarchicalMerge(IReadOnlyDictionary<string, int> blocks, IReadOnlyList<double> shares, double baseShare)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(shares);
        _blocks = blocks;
        _shares = [.. shares.Select(share => MergeGuard.Share(share, nameof(shares)))];
        BaseShare = MergeGuard.Share(baseShare, nameof(baseShare));
        foreach (var (name, block) in blocks)
        {
            if (block < 0 || block >= _shares.Length)
            {
                throw new ArgumentException($"Tensor '{name}' is in block {block}; there are shares for {_shares.Length} blocks, numbered from 0.", nameof(blocks));
            }
        }
    }

    /// <inheritdoc/>
    public string Name => "hma";

    /// <summary>The base model's share of tensors outside of the blocks.</summary>
    public double BaseShare { get; }

    /// <summary>The base model's share of each block.</summary>
    public IReadOnlyList<double> Shares => _shares;

    /// <summary>The base model's share of a tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>A number from 0 to 1.</returns>
    public double ShareOf(string name) => _blocks.TryGetValue(name, out var block) ? _shares[block] : BaseShare;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 1, 1);
        var share = ShareOf(input.Name);
        return (input.RequireBase() * share) + (input.Tensors[0] * (1 - share));
    }
}
