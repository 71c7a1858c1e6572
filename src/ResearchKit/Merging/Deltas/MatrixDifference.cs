namespace ResearchKit.Merging.Deltas;

/// <summary>How the spectra of one matrix differ between two checkpoints; a convolution is taken as (out, in·height·width).</summary>
/// <param name="TopA">The leading singular values of the first, falling.</param>
/// <param name="TopB">The leading singular values of the second, falling.</param>
/// <param name="TopDelta">The leading singular values of b - a, falling.</param>
/// <param name="StableRankA">‖A‖² / s_1², from 1 to the rank; 0 for a matrix of zeros.</param>
/// <param name="StableRankB">The same of the second.</param>
/// <param name="StableRankDelta">The same of b - a: low where a fine-tune is of low rank.</param>
/// <param name="Overlap">Σ_ij (u_i^a·u_j^b)(v_i^a·v_j^b) over the leading singular vectors.</param>
/// <param name="Count">How many vectors lead, in the model where they are fewer.</param>
public sealed record MatrixDifference(
    IReadOnlyList<double> TopA,
    IReadOnlyList<double> TopB,
    IReadOnlyList<double> TopDelta,
    double StableRankA,
    double StableRankB,
    double StableRankDelta,
    double Overlap,
    int Count)
{
    /// <summary>The alignment score R of the matrix, from -1 to 1: <see cref="Overlap"/> over <see cref="Count"/>. Reference: Ito, Yamada and Kumagai, 2024, section 4.</summary>
    public double Alignment => Overlap / Count;
}
