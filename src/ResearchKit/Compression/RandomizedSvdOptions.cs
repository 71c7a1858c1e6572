namespace ResearchKit.Compression;

/// <summary>How exact <see cref="RandomizedSvd"/> is.</summary>
public sealed record RandomizedSvdOptions
{
    /// <summary>p, the directions sampled beyond the rank.</summary>
    public int Oversampling { get; init; } = 8;

    /// <summary>q, the power steps: 0 is enough for spectra that fall fast, 2 for flat ones.</summary>
    public int PowerSteps { get; init; } = 1;

    /// <summary>The root of the random directions.</summary>
    public Seed Seed { get; init; }
}
