using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Experts;

/// <summary>Scores of single pairs of hidden units: the inner products of all their weights, in float32.</summary>
internal static unsafe class ExactScores
{
    /// <summary>Values of a row that are multiplied before the next pair: long enough to be read ahead, short enough that neighbouring pairs find them in the cache.</summary>
    private const int Chunk = 1024;

    /// <summary>The scores of the pairs listed, in their order.</summary>
    /// <param name="reference">The expert of the rows.</param>
    /// <param name="candidate">The expert of the columns, with the same weights.</param>
    /// <param name="pairs">Which units.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double[] Of(QuantizedUnits reference, QuantizedUnits candidate, List<(int Row, int Column)> pairs)
    {
        var values = new double[pairs.Count];
        var places = CollectionsMarshal.AsSpan(pairs);
        for (var s = 0; s < reference.Segments.Count; s++)
        {
            var length = reference.Segments[s].Length;
            var ours = reference.Segments[s].Row(0);
            var theirs = candidate.Segments[s].Row(0);
            for (var start = 0; start < length; start += Chunk)
            {
                var count = Math.Min(Chunk, length - start);
                for (var k = 0; k < places.Length; k++)
                {
                    values[k] += Dot(ours + ((nint)places[k].Row * length) + start, theirs + ((nint)places[k].Column * length) + start, count);
                }
            }
        }

        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(float* a, float* b, int count)
    {
        var (x, y, z, w) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var i = 0;
        for (; i <= count - 32; i += 32)
        {
            x = Vector256.FusedMultiplyAdd(Vector256.Load(a + i), Vector256.Load(b + i), x);
            y = Vector256.FusedMultiplyAdd(Vector256.Load(a + i + 8), Vector256.Load(b + i + 8), y);
            z = Vector256.FusedMultiplyAdd(Vector256.Load(a + i + 16), Vector256.Load(b + i + 16), z);
            w = Vector256.FusedMultiplyAdd(Vector256.Load(a + i + 24), Vector256.Load(b + i + 24), w);
        }

        var sum = Vector256.Sum((x + y) + (z + w));
        for (; i < count; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
