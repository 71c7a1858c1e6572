namespace ResearchKit.Merging.Zip;

/// <summary>How features are zipped.</summary>
public sealed record ZipOptions
{
    /// <summary>
    /// The factor of a merged feature's similarities, which makes merging it again less likely; at 0 or below a merged feature is not merged again. 0.3 as in the code of Stoica et al.
    /// </summary>
    public double Alpha { get; init => field = MergeGuard.Finite(value); } = 0.3;

    /// <summary>
    /// The share of a model's units that may be merged with units of the same model, from 0 (each feature then takes one unit of each model, as a permutation does) to 1; 0.125 as in
    /// the code of Stoica et al., who find 0.8 and more better on small images.
    /// </summary>
    public double Beta { get; init => field = MergeGuard.Share(value); } = 0.125;

    /// <summary>Which permutation groups are zipped; null for all. The groups left out are the heads of a partial zip: whatever reads them must be left out too.</summary>
    public Func<string, bool>? Groups { get; init; }

    /// <summary>
    /// The axis of a tensor that holds what it produces, for tensors where it is not axis 0: the table of an embedding (tokens, units) has it at 1. Null for axis 0 everywhere.
    /// </summary>
    public Func<string, int>? OutputAxis { get; init; }

    /// <summary>What is added to the product of two standard deviations, so that nearly constant units do not count as correlated. A unit that never changes has correlation 0 with all.</summary>
    public double Epsilon { get; init => field = MergeGuard.NotNegative(value); } = 1e-4;

    /// <summary>The activations of a unit that are multiplied at once in the network's precision before they are added in double precision.</summary>
    public int ChunkSize { get; init => field = MergeGuard.AtLeastOne(value); } = 4096;
}
