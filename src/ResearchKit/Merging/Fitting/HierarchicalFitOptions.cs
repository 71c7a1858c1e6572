namespace ResearchKit.Merging.Fitting;

/// <summary>How the shares of blocks are found.</summary>
public sealed record HierarchicalFitOptions
{
    /// <summary>The mean share of the base model over the blocks, from 0 to 1; 0.2 is what the authors recommend.</summary>
    public double BaseShare { get; init => field = MergeGuard.Share(value); } = 0.2;

    /// <summary>How many blocks of layers, 1 or more; the authors take 3.</summary>
    public int Blocks { get; init => field = MergeGuard.AtLeastOne(value); } = 3;

    /// <summary>The block of each tensor by name, from 0 to <see cref="Blocks"/> less 1, where layers are not to be parted by their numbers; null to part them so.</summary>
    public IReadOnlyDictionary<string, int>? BlockOf { get; init; }

    /// <summary>What keeps shares together, 0 or more: with 1 and 3 blocks a block's part of the sum is from 0.2 to 0.5.</summary>
    public double Epsilon { get; init => field = MergeGuard.NotNegative(value); } = 0.2;

    /// <summary>How many steps are taken, 1 or more, one batch each.</summary>
    public int Steps { get; init => field = MergeGuard.AtLeastOne(value); } = 60;

    /// <summary>Adam's learning rate for the logits of the shares.</summary>
    public double LearningRate { get; init => field = MergeGuard.Positive(value); } = 0.05;

    /// <summary>The root of the order of batches.</summary>
    public Seed Seed { get; init; }
}
