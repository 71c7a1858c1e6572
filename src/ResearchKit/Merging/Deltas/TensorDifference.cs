namespace ResearchKit.Merging.Deltas;

/// <summary>How one tensor differs between two checkpoints.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="NormA">‖a‖, the root of the sum of squares.</param>
/// <param name="NormB">‖b‖.</param>
/// <param name="Distance">‖b - a‖.</param>
/// <param name="LargestChange">The largest |b_i - a_i|.</param>
/// <param name="Inner">The inner product of a and b.</param>
/// <param name="Matrix">The spectra, or null for vectors, scalars, matrices above the limit and those with elements that are not finite.</param>
public sealed record TensorDifference(
    string Name,
    IReadOnlyList<long> Shape,
    double NormA,
    double NormB,
    double Distance,
    double LargestChange,
    double Inner,
    MatrixDifference? Matrix)
{
    /// <summary>‖b - a‖ / ‖a‖; 0 where nothing differs, infinite where only a is zero.</summary>
    public double RelativeDistance => Distance == 0 ? 0 : Distance / NormA;

    /// <summary>The cosine of the angle between a and b; 1 where both are zero, 0 where one is.</summary>
    public double Cosine => NormA > 0 && NormB > 0 ? Inner / (NormA * NormB) : NormA == NormB ? 1 : NormA == 0 || NormB == 0 ? 0 : double.NaN;
}
