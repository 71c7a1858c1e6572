namespace ResearchKit.Merging.Numerics;

/// <summary>Random numbers by their place in a stream, the same on every machine and for any number of threads.</summary>
/// <remarks>The number at a place is the SplitMix64 finaliser of the seed plus the place times the golden ratio (Steele, Lea and Flood, 2014).</remarks>
internal static class CounterRandom
{
    private const double Unit = 1.0 / (1UL << 53);

    /// <summary>The number at a place, from 0 up to but without 1.</summary>
    public static double Uniform(Seed seed, long place)
    {
        var z = seed.Value + (0x9E3779B97F4A7C15UL * ((ulong)place + 1));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * Unit;
    }
}
