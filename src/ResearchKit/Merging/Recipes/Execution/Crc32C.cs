using System.Numerics;
using System.Runtime.InteropServices;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>The checksum CRC-32C (Castagnoli) of bytes that come in pieces.</summary>
/// <remarks>Processors compute it at several gigabytes a second, so that every file can carry one; it finds damage, not forgery.</remarks>
internal struct Crc32C
{
    private uint _inverted;

    private Crc32C(uint inverted) => _inverted = inverted;

    /// <summary>The checksum of what was added; 0 of nothing.</summary>
    public readonly uint Value => ~_inverted;

    /// <summary>The checksum of no bytes.</summary>
    public static Crc32C Start => new(uint.MaxValue);

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = _inverted;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var value in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        _inverted = crc;
    }
}
