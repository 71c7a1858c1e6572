namespace ResearchKit.Compression;

/// <summary>The arithmetic of ranks and sizes.</summary>
public static class LowRank
{
    /// <summary>The rank below which two factors are smaller than the matrix: m n / (m + n), rounded down.</summary>
    /// <param name="rows">m.</param>
    /// <param name="columns">n.</param>
    /// <returns>The largest rank whose factors do not need more numbers than the matrix.</returns>
    public static int BreakEven(long rows, long columns) => (int)(rows * columns / (rows + columns));

    /// <summary>The rank whose factors hold a share ρ of the matrix's numbers: ρ m n / (m + n).</summary>
    /// <param name="rows">m.</param>
    /// <param name="columns">n.</param>
    /// <param name="share">ρ, above 0.</param>
    /// <param name="roundUp">Up as in LoSparse, or down as in SVD-LLM.</param>
    /// <returns>The rank, at least 1 and at most the smaller side.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0.</exception>
    public static int ForShare(long rows, long columns, double share, bool roundUp = false)
    {
        if (!(share > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "expected a share above 0");
        }

        // A share that was itself made from a rank must give that rank back, whatever the division rounded.
        var exact = share * rows * columns / (rows + columns);
        var nearest = Math.Round(exact);
        var rank = Math.Abs(exact - nearest) < 1e-9 * Math.Max(1, nearest) ? nearest : roundUp ? Math.Ceiling(exact) : Math.Floor(exact);
        return (int)Math.Clamp(rank, 1, Math.Min(rows, columns));
    }
}
