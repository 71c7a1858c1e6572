namespace ResearchKit.Experts;

/// <summary>The shape and the noise of a <see cref="PlantedLayer"/>.</summary>
public sealed record PlantedLayerOptions
{
    /// <summary>d, the size of a token.</summary>
    public int ModelSize { get; init; } = 32;

    /// <summary>f, the hidden units of an expert.</summary>
    public int HiddenSize { get; init; } = 64;

    /// <summary>E, the experts; a multiple of <see cref="Families"/>.</summary>
    public int Experts { get; init; } = 16;

    /// <summary>K, the families of experts that are noisy, permuted copies of one prototype.</summary>
    public int Families { get; init; } = 4;

    /// <summary>T, the tokens.</summary>
    public int Tokens { get; init; } = 4096;

    /// <summary>The rank of a prototype's weights; 0 for full-rank Gaussian weights.</summary>
    public int PrototypeRank { get; init; } = 8;

    /// <summary>The noise on an expert's weights, in units of their standard deviation.</summary>
    public double WeightNoise { get; init; } = 0.3;

    /// <summary>Whether the experts are gated (SiLU) rather than plain (ReLU).</summary>
    public bool Gated { get; init; }

    /// <summary>k, the experts a token.</summary>
    public int TopK { get; init; } = 1;
}
