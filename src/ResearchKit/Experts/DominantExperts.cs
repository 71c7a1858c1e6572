namespace ResearchKit.Experts;

/// <summary>Chooses the dominant experts of each layer: the ones that stay, and around which groups form.</summary>
/// <remarks>Reference: Li et al., Merge, Then Compress, 2024, section 3.1, "adaptive layer-wise merging ratio" and footnote 2.</remarks>
public static class DominantExperts
{
    /// <summary>Chooses experts by their activation frequency.</summary>
    /// <remarks>
    /// The largest frequency of every layer counts as 1, so that one expert of each layer stays; then all experts of all layers are sorted by frequency, and the first
    /// K = average · layers stay. Ties go to the earlier layer, then to the lower index. Give only the layers that are to be merged.
    /// </remarks>
    /// <param name="frequencies">For each layer the activation frequency of each expert.</param>
    /// <param name="average">k̄, how many experts a layer keeps on average; at least 1. K is rounded to the nearest whole number.</param>
    /// <param name="rule">How the budget is divided.</param>
    /// <returns>For each layer its dominant experts, the most used first; never empty.</returns>
    /// <exception cref="ArgumentException">There are no layers, a layer has no experts, a frequency is negative or NaN, or the budget does not fit.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Choose(IReadOnlyList<IReadOnlyList<double>> frequencies, double average, ExpertBudgetRule rule = ExpertBudgetRule.Adaptive)
    {
        Check(frequencies, average, rule);
        if (rule == ExpertBudgetRule.Uniform)
        {
            return [.. frequencies.Select(layer => Ranked(layer).Take((int)Math.Round(average, MidpointRounding.AwayFromZero)).ToArray())];
        }

        var pool = Pool(frequencies);
        var budget = (int)Math.Round(average * frequencies.Count, MidpointRounding.AwayFromZero);
        var kept = pool.Take(budget);
        if (rule == ExpertBudgetRule.AdaptiveStrict && budget < pool.Count)
        {
            var threshold = pool[budget].Frequency;
            kept = pool.Where(entry => entry.Frequency > threshold);
        }

        var chosen = frequencies.Select(_ => new List<int>()).ToArray();
        foreach (var (_, layer, expert) in kept)
        {
            chosen[layer].Add(expert);
        }

        return chosen;
    }

    /// <summary>The experts of one layer from the most to the least used; ties go to the lower index.</summary>
    /// <param name="frequency">The activation frequency, or any score, of each expert.</param>
    /// <returns>The indices in order.</returns>
    public static IReadOnlyList<int> Ranked(IReadOnlyList<double> frequency)
    {
        ArgumentNullException.ThrowIfNull(frequency);
        return [.. Enumerable.Range(0, frequency.Count).OrderByDescending(e => frequency[e]).ThenBy(e => e)];
    }

    private static List<(double Frequency, int Layer, int Expert)> Pool(IReadOnlyList<IReadOnlyList<double>> frequencies)
    {
        var pool = new List<(double Frequency, int Layer, int Expert)>();
        for (var layer = 0; layer < frequencies.Count; layer++)
        {
            var first = Ranked(frequencies[layer])[0];
            pool.AddRange(frequencies[layer].Select((frequency, expert) => (expert == first ? 1.0 : frequency, layer, expert)));
        }

        return [.. pool.OrderByDescending(entry => entry.Frequency).ThenBy(entry => entry.Layer).ThenBy(entry => entry.Expert)];
    }

    private static void Check(IReadOnlyList<IReadOnlyList<double>> frequencies, double average, ExpertBudgetRule rule)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        if (frequencies.Count == 0)
        {
            throw new ArgumentException("there are no layers to choose experts of", nameof(frequencies));
        }

        for (var layer = 0; layer < frequencies.Count; layer++)
        {
            if (frequencies[layer].Count == 0 || frequencies[layer].Any(frequency => !(frequency is >= 0 and <= 1)))
            {
                throw new ArgumentException($"layer {layer} has frequencies [{string.Join(", ", frequencies[layer])}]; expected at least one, each from 0 to 1", nameof(frequencies));
            }
        }

        var most = rule == ExpertBudgetRule.Uniform ? frequencies.Min(layer => layer.Count) : frequencies.Average(layer => layer.Count);
        if (!(average >= 1 && average <= most))
        {
            throw new ArgumentException($"{average} experts a layer were asked for; these {frequencies.Count} layers allow 1 to {most}", nameof(average));
        }
    }
}
