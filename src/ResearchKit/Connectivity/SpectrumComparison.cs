namespace ResearchKit.Connectivity;

/// <summary>How far the singular values of one layer differ between two models.</summary>
/// <param name="Layer">The name of the weight.</param>
/// <param name="ValuesA">The singular values of the first model, falling.</param>
/// <param name="ValuesB">The singular values of the second model, falling.</param>
public sealed record SpectrumComparison(string Layer, IReadOnlyList<double> ValuesA, IReadOnlyList<double> ValuesB)
{
    /// <summary>The median over i of |s_i^a - s_i^b| / ((s_i^a + s_i^b)/2); where both are zero the difference is 0.</summary>
    public double MedianRelativeDifference => Median([.. ValuesA.Zip(ValuesB, Relative)]);

    /// <summary>The largest |s_i^a - s_i^b| over the largest singular value of the first model.</summary>
    public double LargestDifference => ValuesA.Zip(ValuesB, (x, y) => Math.Abs(x - y)).Max() / ValuesA[0];

    /// <summary>‖s^a - s^b‖: no permutation brings the two weights nearer than this. Reference: von Neumann's trace inequality, 1937.</summary>
    public double DistanceLowerBound => Math.Sqrt(ValuesA.Zip(ValuesB, (x, y) => (x - y) * (x - y)).Sum());

    /// <summary>Compares every layer of two models.</summary>
    /// <param name="a">The first model.</param>
    /// <param name="b">The second model.</param>
    /// <returns>One comparison for each layer, in the order of the model.</returns>
    /// <exception cref="ArgumentException">The models differ in their layers.</exception>
    public static IReadOnlyList<SpectrumComparison> Of(ModelSpectrum a, ModelSpectrum b)
        => [.. ModelSpectrum.Pairs(a, b).Select(p => new SpectrumComparison(p.A.Name, p.A.Values, p.B.Values))];

    /// <summary>The least distance ‖θ_a - π(θ_b)‖ that any permutations can reach, by the weights alone.</summary>
    /// <remarks>sqrt(Σ_l ‖s_l^a - s_l^b‖²): singular values do not change under permutations, and the inner product of two matrices is at most that of their singular values.</remarks>
    /// <param name="layers">The comparisons of all layers.</param>
    /// <returns>A lower bound; biases and normalisations can only add to the distance.</returns>
    public static double TotalDistanceLowerBound(IReadOnlyList<SpectrumComparison> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return Math.Sqrt(layers.Sum(l => l.DistanceLowerBound * l.DistanceLowerBound));
    }

    private static double Relative(double x, double y) => x + y == 0 ? 0 : Math.Abs(x - y) / ((x + y) / 2);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
