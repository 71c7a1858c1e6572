namespace ResearchKit.Merging.PartialMatching;

/// <summary>How <see cref="ActivationScores"/> compares units.</summary>
public sealed record ActivationScoreOptions
{
    /// <summary>How alike two units are.</summary>
    public ActivationScoreKind Kind { get; init; } = ActivationScoreKind.Distance;

    /// <summary>Inputs a batch; 1 or more. Under <see cref="ActivationScoreKind.Distance"/> the scores depend on it a little, as distances are taken within batches.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Whether only what follows the non-linearity is compared (<see cref="Models.IActivationSource"/>), rather than the outputs of layers and normalisations, and sums, too; of a residual stream then only the last activation.</summary>
    public bool OnlyAfterActivation { get; init; }
}
