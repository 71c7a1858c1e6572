using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Merging.Numerics;

/// <summary>Counts magnitudes above, at and below the two ends of a bracket, and gathers those strictly inside.</summary>
/// <param name="low">The lower end.</param>
/// <param name="high">The upper end, not below the lower one.</param>
/// <param name="most">How many magnitudes are gathered at most.</param>
/// <remarks>The ends are counted apart because half-precision models differ by few distinct amounts, so that very many magnitudes may equal an end.</remarks>
internal sealed class MagnitudeBracket<TKey>(TKey low, TKey high, int most)
    where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
{
    // As many elements as a mask has bits.
    private const int Group = 64;

    private TKey[] _inside = new TKey[Math.Min(most, 1 << 12)];

    /// <summary>How many magnitudes are above the upper end.</summary>
    public long Above { get; private set; }

    /// <summary>How many are the upper end or above.</summary>
    public long AtLeastHigh { get; private set; }

    /// <summary>How many are the lower end or above.</summary>
    public long AtLeastLow { get; private set; }

    /// <summary>How many are strictly inside.</summary>
    public int Count { get; private set; }

    /// <summary>The magnitudes strictly inside.</summary>
    public ReadOnlySpan<TKey> Inside => _inside.AsSpan(0, Count);

    /// <summary>Counts and gathers more elements, which carry their signs; returns false, with the counts spoiled, if more are inside than are gathered.</summary>
    public bool Add(ReadOnlySpan<TKey> values)
    {
        if (_inside.Length - Count < values.Length && _inside.Length < most)
        {
            Array.Resize(ref _inside, (int)Math.Min(most, Math.Max(2L * _inside.Length, Count + values.Length)));
        }

        ref var first = ref MemoryMarshal.GetReference(values);
        var (highest, high1, lowest, low1) = (Vector256.Create(high), Vector256.Create(high - TKey.One), Vector256.Create(low), Vector256.Create(low - TKey.One));
        var magnitude = Vector256.Create(TKey.MaxValue);
        var (above, atLeastHigh, atLeastLow) = (Vector256<TKey>.Zero, Vector256<TKey>.Zero, Vector256<TKey>.Zero);
        var group = 0;
        for (; group <= values.Length - Group; group += Group)
        {
            var inside = 0UL;
            for (var i = 0; i < Group; i += Vector256<TKey>.Count)
            {
                var keys = Vector256.LoadUnsafe(ref first, (nuint)(group + i)) & magnitude;
                var reachesHigh = Vector256.GreaterThan(keys, high1);
                above -= Vector256.GreaterThan(keys, highest); // a mask is -1
                atLeastHigh -= reachesHigh;
                atLeastLow -= Vector256.GreaterThan(keys, low1);
                inside |= (ulong)Vector256.AndNot(Vector256.GreaterThan(keys, lowest), reachesHigh).ExtractMostSignificantBits() << i;
            }

            if (inside != 0 && !Gather(values.Slice(group, Group), inside))
            {
                return false;
            }
        }

        Above += long.CreateChecked(Vector256.Sum(above));
        AtLeastHigh += long.CreateChecked(Vector256.Sum(atLeastHigh));
        AtLeastLow += long.CreateChecked(Vector256.Sum(atLeastLow));
        return Rest(values[group..]);
    }

    private bool Gather(ReadOnlySpan<TKey> values, ulong inside)
    {
        var count = Count;
        if (count + BitOperations.PopCount(inside) > _inside.Length)
        {
            return false;
        }

        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetArrayDataReference(_inside);
        for (; inside != 0; inside &= inside - 1)
        {
            Unsafe.Add(ref to, count++) = Unsafe.Add(ref from, BitOperations.TrailingZeroCount(inside)) & TKey.MaxValue;
        }

        Count = count;
        return true;
    }

    private bool Rest(ReadOnlySpan<TKey> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var key = values[i] & TKey.MaxValue;
            Above += key > high ? 1 : 0;
            AtLeastHigh += key >= high ? 1 : 0;
            AtLeastLow += key >= low ? 1 : 0;
            if (key > low && key < high && !Gather(values.Slice(i, 1), 1))
            {
                return false;
            }
        }

        return true;
    }
}
