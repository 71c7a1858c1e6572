namespace ResearchKit.Statistics;

/// <summary>The paired permutation test: could differences between two methods on the same cases be chance?</summary>
/// <remarks>
/// If the methods are alike, each difference might as well have the other sign. The two-sided p value is the share of all 2^n patterns of signs whose
/// |sum| is at least the one observed, the pattern observed included. Up to <see cref="MaxExactCount"/> differences all patterns are tried and the p value is exact,
/// so that it is never below 2 / 2^n; above, random patterns are drawn and p = (1 + hits) / (1 + patterns). Differences of zero count. No distribution is assumed.
/// Reference: R. A. Fisher, The Design of Experiments, 1935, section 21; B. Phipson and G. K. Smyth, 2010, for the random form. Thread safe.
/// </remarks>
public static class SignFlipTest
{
    /// <summary>The most differences for which all patterns of signs are tried.</summary>
    public const int MaxExactCount = 20;

    /// <summary>The share of the largest possible sum that rounding may cost when two sums are compared.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Tests paired measurements.</summary>
    /// <param name="first">What the first method gave in each case.</param>
    /// <param name="second">What the second method gave in the same cases, in the same order.</param>
    /// <param name="patterns">How many random patterns of signs are drawn when there are too many for all.</param>
    /// <param name="seed">The seed of the random patterns.</param>
    /// <returns>The mean of first less second, and its p value.</returns>
    /// <exception cref="ArgumentException">The counts differ, there is no case, or a number is not finite.</exception>
    public static SignFlipResult Paired(IReadOnlyList<double> first, IReadOnlyList<double> second, int patterns = 100_000, Seed seed = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"There are {first.Count} first and {second.Count} second measurements; a paired test needs one of each for every case.", nameof(second));
        }

        return Differences([.. first.Zip(second, (x, y) => x - y)], patterns, seed);
    }

    /// <summary>Tests whether differences have the mean 0.</summary>
    /// <param name="differences">One difference for each case.</param>
    /// <param name="patterns">How many random patterns of signs are drawn when there are too many for all; at least 1.</param>
    /// <param name="seed">The seed of the random patterns.</param>
    /// <returns>The mean difference and its p value.</returns>
    /// <exception cref="ArgumentException">There is no difference, or one is not finite.</exception>
    public static SignFlipResult Differences(IReadOnlyList<double> differences, int patterns = 100_000, Seed seed = default)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentOutOfRangeException.ThrowIfLessThan(patterns, 1);
        if (differences.Count == 0)
        {
            throw new ArgumentException("There are no differences to test.", nameof(differences));
        }

        for (var i = 0; i < differences.Count; i++)
        {
            if (!double.IsFinite(differences[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Difference {i} is {differences[i]}; expected finite numbers."), nameof(differences));
            }
        }

        double[] values = [.. differences];
        var observed = Math.Abs(values.Sum()) - (Rounding * values.Sum(Math.Abs));
        var exact = values.Length <= MaxExactCount;
        return new SignFlipResult(values.Average(), exact ? AllPatterns(values, observed) : RandomPatterns(values, observed, patterns, seed), values.Length, exact);
    }

    /// <summary>The share of all patterns; a pattern and its opposite have the same |sum|, so the first sign stays.</summary>
    private static double AllPatterns(double[] values, double observed)
    {
        var hits = 0L;
        var count = 1L << (values.Length - 1);
        for (var pattern = 0L; pattern < count; pattern++)
        {
            var sum = values[0];
            for (var i = 1; i < values.Length; i++)
            {
                sum += (pattern >> (i - 1) & 1) == 0 ? values[i] : -values[i];
            }

            hits += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return (double)hits / count;
    }

    private static double RandomPatterns(double[] values, double observed, int patterns, Seed seed)
    {
        var random = seed.For("sign-flip").ToRandom();
        var hits = 0L;
        for (var pattern = 0; pattern < patterns; pattern++)
        {
            var sum = 0.0;
            foreach (var value in values)
            {
                sum += random.Next(2) == 0 ? value : -value;
            }

            hits += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return (1.0 + hits) / (1.0 + patterns);
    }
}
