using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>Products of small matrices with blocks that have a row for each feature and a column for each node.</summary>
/// <remarks>Rows have <c>stride</c> numbers, a multiple of the vector's length. Vectors run along nodes, of which there are many; features are few.</remarks>
internal static class FeatureRows
{
    private const int Unroll = 4;

    /// <summary>to[o] += Σ_i weights[o, i] from[i].</summary>
    /// <param name="weights">One row for each output, one column for each input.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="from">The rows of the inputs.</param>
    /// <param name="to">The rows of the outputs.</param>
    /// <param name="stride">Numbers from one row to the next.</param>
    public static void AddProduct(ReadOnlySpan<float> weights, int outputs, int inputs, ReadOnlySpan<float> from, Span<float> to, int stride)
    {
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to);
        var lanes = Vector256<float>.Count;
        var column = 0;
        for (; column + (Unroll * lanes) <= stride; column += Unroll * lanes)
        {
            for (var o = 0; o < outputs; o++)
            {
                var at = (nuint)((o * stride) + column);
                var (a, b) = (Vector256.LoadUnsafe(ref y, at), Vector256.LoadUnsafe(ref y, at + (nuint)lanes));
                var (c, d) = (Vector256.LoadUnsafe(ref y, at + (nuint)(2 * lanes)), Vector256.LoadUnsafe(ref y, at + (nuint)(3 * lanes)));
                for (var i = 0; i < inputs; i++)
                {
                    var weight = Vector256.Create(weights[(o * inputs) + i]);
                    var source = (nuint)((i * stride) + column);
                    a = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, source), a);
                    b = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, source + (nuint)lanes), b);
                    c = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, source + (nuint)(2 * lanes)), c);
                    d = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref x, source + (nuint)(3 * lanes)), d);
                }

                a.StoreUnsafe(ref y, at);
                b.StoreUnsafe(ref y, at + (nuint)lanes);
                c.StoreUnsafe(ref y, at + (nuint)(2 * lanes));
                d.StoreUnsafe(ref y, at + (nuint)(3 * lanes));
            }
        }

        for (; column < stride; column += lanes)
        {
            for (var o = 0; o < outputs; o++)
            {
                var sum = Vector256.LoadUnsafe(ref y, (nuint)((o * stride) + column));
                for (var i = 0; i < inputs; i++)
                {
                    sum = Vector256.FusedMultiplyAdd(Vector256.Create(weights[(o * inputs) + i]), Vector256.LoadUnsafe(ref x, (nuint)((i * stride) + column)), sum);
                }

                sum.StoreUnsafe(ref y, (nuint)((o * stride) + column));
            }
        }
    }

    /// <summary>sums[o, i] += Σ over nodes of left[o] right[i].</summary>
    /// <param name="left">The rows of the outputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="right">The rows of the inputs.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="sums">One row for each output, one column for each input.</param>
    /// <param name="stride">Numbers from one row to the next.</param>
    public static void AddInnerProducts(ReadOnlySpan<float> left, int outputs, ReadOnlySpan<float> right, int inputs, Span<float> sums, int stride)
    {
        ref var x = ref MemoryMarshal.GetReference(left);
        ref var y = ref MemoryMarshal.GetReference(right);
        for (var o = 0; o < outputs; o++)
        {
            var i = 0;
            for (; i + Unroll <= inputs; i += Unroll)
            {
                var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
                for (var column = 0; column < stride; column += Vector256<float>.Count)
                {
                    var factor = Vector256.LoadUnsafe(ref x, (nuint)((o * stride) + column));
                    var at = (nuint)((i * stride) + column);
                    a = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref y, at), a);
                    b = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref y, at + (nuint)stride), b);
                    c = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref y, at + (nuint)(2 * stride)), c);
                    d = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref y, at + (nuint)(3 * stride)), d);
                }

                var row = sums.Slice((o * inputs) + i, Unroll);
                row[0] += Vector256.Sum(a);
                row[1] += Vector256.Sum(b);
                row[2] += Vector256.Sum(c);
                row[3] += Vector256.Sum(d);
            }

            for (; i < inputs; i++)
            {
                var sum = Vector256<float>.Zero;
                for (var column = 0; column < stride; column += Vector256<float>.Count)
                {
                    sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)((o * stride) + column)), Vector256.LoadUnsafe(ref y, (nuint)((i * stride) + column)), sum);
                }

                sums[(o * inputs) + i] += Vector256.Sum(sum);
            }
        }
    }

    /// <summary>sums[o] += Σ over nodes of rows[o].</summary>
    public static void AddRowSums(ReadOnlySpan<float> rows, Span<float> sums, int stride)
    {
        for (var o = 0; o < sums.Length; o++)
        {
            var sum = Vector256<float>.Zero;
            foreach (var vector in MemoryMarshal.Cast<float, Vector256<float>>(rows.Slice(o * stride, stride)))
            {
                sum += vector;
            }

            sums[o] += Vector256.Sum(sum);
        }
    }
}
