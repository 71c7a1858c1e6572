namespace ResearchKit.Connectivity;

/// <summary>Everything measured for one pair of independently trained models and the alignments found for it.</summary>
/// <param name="Naive">The path from a to b as they are.</param>
/// <param name="Aligned">The path from a to each permuted b, in the order given.</param>
public sealed record PairStudy(PathStudy Naive, IReadOnlyList<PathStudy> Aligned)
{
    /// <summary>The aligned path of one method.</summary>
    /// <param name="method">Its name.</param>
    /// <exception cref="ArgumentException">The study has no such path.</exception>
    public PathStudy this[string method]
        => Aligned.FirstOrDefault(p => p.Name == method)
            ?? throw new ArgumentException($"the study has {string.Join(", ", Aligned.Select(p => $"'{p.Name}'"))}; '{method}' is not one of them", nameof(method));

    /// <summary>How much shorter a permuted path is: 1 - ‖θ_a - π(θ_b)‖ / ‖θ_a - θ_b‖.</summary>
    /// <param name="method">The name of the aligned path.</param>
    /// <returns>A share of the naive distance.</returns>
    /// <exception cref="ArgumentException">The study has no such path.</exception>
    public double Reduction(string method) => 1 - (this[method].Distance / Naive.Distance);

    /// <summary>The largest share by which any permutation could shorten the path, by the singular values of the weights (von Neumann).</summary>
    public double ReductionUpperBound => 1 - (SpectrumComparison.TotalDistanceLowerBound(Naive.Spectra) / Naive.Distance);

    /// <summary>The largest change of a singular value of b under the permutation of one method, over the layer's largest value; rounding only, by proposition P1.</summary>
    /// <param name="method">The name of the aligned path.</param>
    /// <returns>A relative difference.</returns>
    /// <exception cref="ArgumentException">The study has no such path.</exception>
    public double SpectrumChange(string method)
        => Naive.Spectra.Zip(this[method].Spectra, (n, p) => new SpectrumComparison(n.Layer, n.ValuesB, p.ValuesB).LargestDifference).Max();
}
