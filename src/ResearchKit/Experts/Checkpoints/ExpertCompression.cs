namespace ResearchKit.Experts.Checkpoints;

/// <summary>How the matrices of experts are stored in a compressed checkpoint.</summary>
public enum ExpertCompression
{
    /// <summary>Two factors of a rank, from a randomised decomposition.</summary>
    LowRank,

    /// <summary>8-bit integers with a scale for each block of values.</summary>
    EightBit,

    /// <summary>4-bit NormalFloat with doubly quantised scales, 4.127 bits a value.</summary>
    Nf4,
}
