using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Merging.Numerics;

/// <summary>Elects one sign for each position of a block and averages the values of all models that have it, in registers.</summary>
/// <param name="weights">The weight of each model in the mean.</param>
/// <param name="ballot">The weight of each model in the election.</param>
/// <param name="smallest">The sum of weights from which on a mean is divided by it; infinite for a sum.</param>
/// <param name="lambda">The factor of the mean.</param>
/// <remarks>
/// The elected sign is that of Σ v δ, and + where that is 0; a value of exactly 0 never agrees, and none does where the sum is NaN. No element depends on another, so the width of the vectors
/// changes no bit; products are rounded before they are added.
/// </remarks>
internal sealed class ElectedMean<T>(T[] weights, T[] ballot, T smallest, T lambda)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>to = λ · mean + basis, or the mean itself where there is no basis.</summary>
    /// <param name="values">The values of all models, one block after another.</param>
    /// <param name="stride">How far one model's block is from the next one's.</param>
    /// <param name="basis">What the mean is added to; empty for nothing.</param>
    /// <param name="to">Where the result goes.</param>
    /// <param name="streamed">Whether the result is written past the caches, if it is aligned as vectors are.</param>
    public unsafe void Fill(ReadOnlySpan<T> values, int stride, ReadOnlySpan<T> basis, Span<T> to, bool streamed)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        ref var ground = ref MemoryMarshal.GetReference(basis);
        var place = 0;
        fixed (T* address = to)
        {
            streamed &= (nuint)address % (nuint)sizeof(Vector256<T>) == 0;
            for (; place <= to.Length - Vector256<T>.Count; place += Vector256<T>.Count)
            {
                var mean = Mean(ref Unsafe.Add(ref first, place), stride);
                if (!basis.IsEmpty)
                {
                    mean = (mean * lambda) + Vector256.LoadUnsafe(ref ground, (nuint)place);
                }

                if (streamed)
                {
                    mean.StoreAlignedNonTemporal(address + place);
                }
                else
                {
                    mean.Store(address + place);
                }
            }
        }

        for (; place < to.Length; place++)
        {
            var mean = Mean(values[place..], stride);
            to[place] = basis.IsEmpty ? mean : (mean * lambda) + basis[place];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<T> Mean(ref T values, int stride)
    {
        var votes = Vector256<T>.Zero;
        for (var i = 0; i < ballot.Length; i++)
        {
            votes += Vector256.LoadUnsafe(ref values, (nuint)(i * stride)) * ballot[i];
        }

        // With the elected sign taken off, the values that agree are those above 0.
        var elected = Vector256.LessThan(votes, Vector256<T>.Zero) & Vector256.Create(T.NegativeZero);
        var limit = Vector256.AndNot(Vector256.Create(T.PositiveInfinity), Vector256.Equals(votes, votes));
        var (total, share) = (Vector256<T>.Zero, Vector256<T>.Zero);
        for (var i = 0; i < weights.Length; i++)
        {
            var value = Vector256.LoadUnsafe(ref values, (nuint)(i * stride));
            var weight = Vector256.Create(weights[i]);
            var agrees = Vector256.GreaterThan(value ^ elected, limit);
            total += (value * weight) & agrees;
            share += weight & agrees;
        }

        return total / Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Abs(share), Vector256.Create(smallest)), share, Vector256<T>.One);
    }

    /// <summary>The plain form, for the end of a block.</summary>
    private T Mean(ReadOnlySpan<T> values, int stride)
    {
        var (votes, total, share) = (T.Zero, T.Zero, T.Zero);
        for (var i = 0; i < ballot.Length; i++)
        {
            votes += values[i * stride] * ballot[i];
        }

        for (var i = 0; i < weights.Length; i++)
        {
            var value = values[i * stride];
            if ((votes >= T.Zero && value > T.Zero) || (votes < T.Zero && value < T.Zero))
            {
                total += value * weights[i];
                share += weights[i];
            }
        }

        return total / (T.Abs(share) > smallest ? share : T.One);
    }
}
