namespace ResearchKit.Merging.Numerics;

/// <summary>How many elements a share of a tensor is.</summary>
internal static class Kept
{
    /// <summary>⌊density · n⌋, and at least 1 of a tensor that is not empty: a tiny tensor must not vanish because its share rounds to nothing.</summary>
    /// <remarks>The share is a decimal that was rounded to binary, so that 0.7 · 10 may come out just below 7; the last digits are forgiven.</remarks>
    public static long Count(double density, long elements) => Math.Min(elements, Math.Max(1, Floor(density, elements)));

    /// <summary>⌊share · n⌋, possibly 0.</summary>
    public static long Floor(double share, long elements) => (long)Math.Floor((share * elements) * (1 + 1e-12));
}
