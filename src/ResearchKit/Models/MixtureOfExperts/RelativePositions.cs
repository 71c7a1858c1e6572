namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The buckets of relative positions that share one attention bias.</summary>
/// <remarks>
/// Near distances have a bucket each, far ones share buckets that grow with the logarithm, up to a largest distance. Reference: Raffel et al., 2020, section 2.1;
/// the rule is that of the published code.
/// </remarks>
public static class RelativePositions
{
    /// <summary>The bucket of a key seen from a query.</summary>
    /// <param name="offset">The key's place minus the query's.</param>
    /// <param name="bidirectional">Whether keys after the query have buckets of their own (encoder); otherwise they share the query's (decoder).</param>
    /// <param name="buckets">The number of buckets, at least 4.</param>
    /// <param name="largestDistance">Distances from here on share the last bucket; above a quarter (bidirectional) or half of the buckets.</param>
    /// <returns>A number from 0 to <paramref name="buckets"/> - 1.</returns>
    public static int Bucket(int offset, bool bidirectional, int buckets = 32, int largestDistance = 128)
    {
        var (n, start, distance) = bidirectional
            ? (buckets / 2, offset > 0 ? buckets / 2 : 0, Math.Abs(offset))
            : (buckets, 0, Math.Max(0, -offset));
        var exact = n / 2;
        if (distance < exact)
        {
            return start + distance;
        }

        // In 32-bit numbers, as the published code computes it: at powers of two the rounding decides.
        var far = MathF.Log((float)distance / exact) / (float)Math.Log((double)largestDistance / exact) * (n - exact);
        return start + Math.Min(n - 1, exact + (int)far);
    }

    /// <summary>The buckets of all pairs, row by row.</summary>
    /// <param name="queries">Queries, from place 0.</param>
    /// <param name="keys">Keys, from place 0.</param>
    /// <param name="bidirectional">As in <see cref="Bucket"/>.</param>
    /// <param name="buckets">The number of buckets.</param>
    /// <param name="largestDistance">As in <see cref="Bucket"/>.</param>
    /// <returns>queries x keys numbers.</returns>
    public static long[] Table(int queries, int keys, bool bidirectional, int buckets = 32, int largestDistance = 128)
    {
        var table = new long[queries * keys];
        for (var q = 0; q < queries; q++)
        {
            for (var k = 0; k < keys; k++)
            {
                table[(q * keys) + k] = Bucket(k - q, bidirectional, buckets, largestDistance);
            }
        }

        return table;
    }
}
