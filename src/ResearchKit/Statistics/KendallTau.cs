namespace ResearchKit.Statistics;

/// <summary>Kendall's rank correlation: how far two columns of figures agree on which of two cases is larger.</summary>
/// <remarks>
/// τ-b = (concordant − discordant) / √((n₀ − n₁)(n₀ − n₂)), where n₀ = n(n − 1)/2 and n₁, n₂ count the pairs tied in the first and in the second column; 1 for the same order, −1 for
/// the opposite, 0 on average for no relation. Time O(n log n). References: M. G. Kendall, Biometrika 33 (1945), 239-251; W. R. Knight, JASA 61 (1966), 436-439.
/// </remarks>
public static class KendallTau
{
    /// <summary>Computes τ-b.</summary>
    /// <param name="first">The first column.</param>
    /// <param name="second">The second column, of the same length.</param>
    /// <returns>A number from −1 to 1; NaN where a column has fewer than two distinct values.</returns>
    /// <exception cref="ArgumentException">The lengths differ or a figure is NaN.</exception>
    public static double B(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"The columns have {first.Length} and {second.Length} figures; expected as many.", nameof(second));
        }

        var n = first.Length;
        var rows = new (double X, double Y)[n];
        for (var i = 0; i < n; i++)
        {
            rows[i] = double.IsNaN(first[i]) || double.IsNaN(second[i])
                ? throw new ArgumentException($"Row {i} is ({first[i]}, {second[i]}); expected two numbers.", nameof(first))
                : (first[i], second[i]);
        }

        Array.Sort(rows);
        var pairs = (long)n * (n - 1) / 2;
        var tiedFirst = Tied(rows, static (a, b) => a.X.Equals(b.X));
        var tiedBoth = Tied(rows, static (a, b) => a.Equals(b));
        var ys = Array.ConvertAll(rows, row => row.Y);
        var discordant = Inversions(ys, new double[n]);
        var tiedSecond = Tied(ys, static (a, b) => a.Equals(b));
        var concordantMinusDiscordant = pairs - tiedFirst - tiedSecond + tiedBoth - (2 * discordant);
        return concordantMinusDiscordant / Math.Sqrt((double)(pairs - tiedFirst) * (pairs - tiedSecond));
    }

    /// <summary>Pairs within runs of equal neighbours.</summary>
    private static long Tied<T>(T[] sorted, Func<T, T, bool> equal)
    {
        var (tied, run) = (0L, 0L);
        for (var i = 1; i < sorted.Length; i++)
        {
            run = equal(sorted[i - 1], sorted[i]) ? run + 1 : 0;
            tied += run;
        }

        return tied;
    }

    /// <summary>Sorts by merging, and counts the pairs that stood in the wrong order.</summary>
    private static long Inversions(Span<double> values, Span<double> spare)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var half = values.Length / 2;
        var count = Inversions(values[..half], spare[..half]) + Inversions(values[half..], spare[half..]);
        values.CopyTo(spare);
        for (int i = 0, j = half, at = 0; at < values.Length; at++)
        {
            if (j >= values.Length || (i < half && spare[i] <= spare[j]))
            {
                values[at] = spare[i++];
            }
            else
            {
                count += half - i;
                values[at] = spare[j++];
            }
        }

        return count;
    }
}
