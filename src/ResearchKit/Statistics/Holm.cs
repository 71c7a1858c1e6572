namespace ResearchKit.Statistics;

/// <summary>Holm's correction of p values for the number of tests that were made.</summary>
/// <remarks>
/// Of m tests at the level 0.05, chance alone makes some "significant". The adjusted value of the k-th smallest p (from 0) is the largest of (m − i) p[i] over
/// i ≤ k, at most 1; calling those below 0.05 significant is wrong even once with a probability of at most 0.05, however the tests depend on each other.
/// Reference: S. Holm, Scandinavian Journal of Statistics 6 (1979), 65-70. Thread safe.
/// </remarks>
public static class Holm
{
    /// <summary>Adjusts p values.</summary>
    /// <param name="pValues">The p values of all tests of a family, each from 0 to 1; may be empty.</param>
    /// <returns>The adjusted values, in the same order.</returns>
    /// <exception cref="ArgumentException">A value is not from 0 to 1.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        for (var i = 0; i < pValues.Count; i++)
        {
            if (!(pValues[i] >= 0 && pValues[i] <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"p value {i} is {pValues[i]}; expected a number from 0 to 1."), nameof(pValues));
            }
        }

        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        var remaining = pValues.Count;
        foreach (var index in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            largest = Math.Max(largest, Math.Min(1, remaining * pValues[index]));
            adjusted[index] = largest;
            remaining--;
        }

        return adjusted;
    }
}
