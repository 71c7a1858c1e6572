using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ResearchKit.Matching;

/// <summary>Sums of products in double precision, for the gain that decides whether a proposal is accepted.</summary>
internal static class ExactGain
{
    /// <summary>The sum over k of a[positions[k]] * (b[after[k]] - b[before[k]]), for one row of each matrix.</summary>
    /// <remarks>Four sums run side by side, because one alone would wait for each addition.</remarks>
    public static double Moved<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, in UnitMoves moves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var positions = moves.Positions;
        var before = moves.Before[..positions.Length];
        var after = moves.After[..positions.Length];
        var (sum0, sum1, sum2, sum3) = (0.0, 0.0, 0.0, 0.0);
        var k = 0;
        for (; k <= positions.Length - 4; k += 4)
        {
            sum0 += Product(ref x, ref y, positions[k], before[k], after[k]);
            sum1 += Product(ref x, ref y, positions[k + 1], before[k + 1], after[k + 1]);
            sum2 += Product(ref x, ref y, positions[k + 2], before[k + 2], after[k + 2]);
            sum3 += Product(ref x, ref y, positions[k + 3], before[k + 3], after[k + 3]);
        }

        for (; k < positions.Length; k++)
        {
            sum0 += Product(ref x, ref y, positions[k], before[k], after[k]);
        }

        return sum0 + sum1 + (sum2 + sum3);
    }

    /// <summary>The sum over i of a[i] * (after[i] - before[i]).</summary>
    public static double Difference<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> before, ReadOnlySpan<T> after)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        before = before[..a.Length];
        after = after[..a.Length];
        var (sum0, sum1) = (0.0, 0.0);
        var i = 0;
        for (; i <= a.Length - 2; i += 2)
        {
            sum0 += ToDouble(a[i]) * (ToDouble(after[i]) - ToDouble(before[i]));
            sum1 += ToDouble(a[i + 1]) * (ToDouble(after[i + 1]) - ToDouble(before[i + 1]));
        }

        return i < a.Length ? sum0 + sum1 + (ToDouble(a[i]) * (ToDouble(after[i]) - ToDouble(before[i]))) : sum0 + sum1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Product<T>(ref T x, ref T y, int position, int before, int after)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ToDouble(Unsafe.Add(ref x, position)) * (ToDouble(Unsafe.Add(ref y, after)) - ToDouble(Unsafe.Add(ref y, before)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ToDouble<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateTruncating(value);
}
