namespace ResearchKit.Merging.Deltas;

/// <summary>What is measured when two checkpoints are compared.</summary>
public sealed record CheckpointDifferenceOptions
{
    /// <summary>How many leading singular values of each matrix are kept.</summary>
    public int TopValues { get; init; } = 5;

    /// <summary>The share of its largest singular value that a vector needs to count in the alignment score; Ito et al. use 0.3.</summary>
    public double Threshold { get; init; } = 0.3;

    /// <summary>
    /// Matrices whose shorter side is longer than this are not decomposed: the time grows with the product of the longer side and the square of the shorter one, to minutes a matrix above 4,000. 0 decomposes none.
    /// </summary>
    public int LargestSide { get; init; } = 1024;
}
