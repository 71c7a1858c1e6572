using System.Text;

namespace ResearchKit;

/// <summary>A root of randomness from which independent, labelled streams are derived.</summary>
/// <remarks>
/// A stream depends on the root and on the label alone, so a new draw in one place changes nothing elsewhere.
/// The label is hashed with 64-bit FNV-1a and mixed with the root by the SplitMix64 finaliser
/// (Steele, Lea and Flood, 2014). The same seed gives the same streams on every machine. Thread safe; <c>default</c> is seed 0.
/// </remarks>
/// <param name="Value">The root, any 64-bit number.</param>
public readonly record struct Seed(ulong Value)
{
    private const ulong FnvOffset = 14695981039346656037UL;
    private const ulong FnvPrime = 1099511628211UL;

    /// <summary>Derives the seed of the stream named <paramref name="label"/>, for example <c>seed.For("init/model-a")</c>.</summary>
    /// <param name="label">The name of the stream.</param>
    /// <returns>A seed that depends on this one and on the label alone.</returns>
    public Seed For(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var hash = FnvOffset;
        foreach (var b in Encoding.UTF8.GetBytes(label))
        {
            hash = (hash ^ b) * FnvPrime;
        }

        return new Seed(Mix(Value + (0x9E3779B97F4A7C15UL * (hash | 1UL))));
    }

    /// <summary>Derives the seed of a numbered stream, for example one for each epoch.</summary>
    /// <param name="label">The name of the family of streams.</param>
    /// <param name="index">The number within the family.</param>
    /// <returns>A seed that depends on this one, the label and the number alone.</returns>
    public Seed For(string label, long index) => For(FormattableString.Invariant($"{label}/{index}"));

    /// <summary>Makes a generator for managed code.</summary>
    /// <returns>A generator in its starting state.</returns>
    public Random ToRandom() => new(unchecked((int)(Mix(Value) >> 33)));

    /// <summary>The seed as the non-negative 63-bit number that tensor libraries take.</summary>
    /// <returns>A number from 0 to 2^63 - 1.</returns>
    public long ToInt64() => unchecked((long)(Mix(Value) >> 1));

    /// <summary>Makes the seed of a whole number, as a command line or a notebook parameter gives it.</summary>
    /// <param name="value">Any integer.</param>
    public static implicit operator Seed(int value) => new(unchecked((ulong)value));

    /// <summary>Makes the seed of a whole number, for languages without conversion operators.</summary>
    /// <param name="value">Any integer.</param>
    /// <returns>The seed.</returns>
    public static Seed FromInt32(int value) => value;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
