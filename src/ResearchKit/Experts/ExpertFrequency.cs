namespace ResearchKit.Experts;

/// <summary>Turns routing counts into activation frequencies.</summary>
public static class ExpertFrequency
{
    /// <summary>The share of each expert in all choices, A_e = count_e / Σ count.</summary>
    /// <param name="counts">How often each expert was chosen; not negative.</param>
    /// <returns>Shares that sum to 1; zeros if nothing was counted.</returns>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    public static IReadOnlyList<double> Of(IReadOnlyList<long> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var sum = 0L;
        for (var i = 0; i < counts.Count; i++)
        {
            sum += counts[i] >= 0 ? counts[i] : throw new ArgumentException($"expert {i} has a count of {counts[i]}; counts are not negative", nameof(counts));
        }

        return [.. counts.Select(count => sum == 0 ? 0.0 : (double)count / sum)];
    }
}
