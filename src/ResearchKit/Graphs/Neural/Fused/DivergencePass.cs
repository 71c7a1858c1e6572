using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>A set divergence of two graphs with its gradients by the vectors and by the alignment, in one pass.</summary>
/// <remarks><see cref="SetDivergence"/> is the plain form.</remarks>
/// <param name="vectors">The vectors of all graphs.</param>
/// <param name="presence">Whether each row of each graph is there.</param>
/// <param name="kind">Which surrogate.</param>
/// <param name="deletion">What it costs to delete.</param>
/// <param name="insertion">What it costs to insert.</param>
internal sealed class DivergencePass(RowBlock vectors, bool[] presence, SetDivergenceKind kind, double deletion, double insertion)
{
    private readonly float[] _firstGradient = new float[vectors.Rows * vectors.Stride];
    private readonly float[] _secondGradient = new float[vectors.Rows * vectors.Stride];
    private readonly float[] _slopes = new float[vectors.Stride];
    private readonly int _planStride = RowBlock.StrideOf(vectors.Rows);

    /// <summary>The divergence of two graphs; adds its gradient by the alignment to <paramref name="planGradient"/>.</summary>
    public float Forward(int first, int second, float[] plan, float[] planGradient) => kind switch
    {
        SetDivergenceKind.AlignDiff => Aligned(new PositivePartsTerm(deletion, insertion), first, second, plan, planGradient),
        SetDivergenceKind.Max => Aligned(new MaximumTerm(deletion + insertion), first, second, plan, planGradient) - Sizes(first, second),
        SetDivergenceKind.MaxOr => Pairwise(new MaximumTerm(deletion + insertion), first, second, plan, planGradient) - Sizes(first, second),
        _ => Pairwise(new PositivePartsTerm(deletion, insertion), first, second, plan, planGradient),
    };

    /// <summary>Adds the gradient by the vectors of the last pair, times a factor, to a block of gradients.</summary>
    public void Backward(int first, int second, RowBlock gradients, float factor)
    {
        gradients.Take(first, _firstGradient, factor);
        gradients.Take(second, _secondGradient, factor);
    }

    /// <summary>Whether the alignment of two rows has a part in the divergence.</summary>
    public bool Counts(bool first, bool second) => kind switch
    {
        SetDivergenceKind.XorDiffAlign => first != second,
        SetDivergenceKind.MaxOr => first || second,
        _ => true,
    };

    private float Sizes(int first, int second) =>
        (float)((deletion * presence.AsSpan(second * vectors.Rows, vectors.Rows).Count(true)) + (insertion * presence.AsSpan(first * vectors.Rows, vectors.Rows).Count(true)));

    private float Pairwise<TTerm>(TTerm term, int first, int second, float[] plan, float[] planGradient)
        where TTerm : struct, IElementTerm
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(vectors.Values);
        ref var toFirst = ref MemoryMarshal.GetArrayDataReference(_firstGradient);
        ref var toSecond = ref MemoryMarshal.GetArrayDataReference(_secondGradient);
        var (rows, stride, total) = (vectors.Rows, vectors.Stride, 0f);
        for (var e = 0; e < rows; e++)
        {
            for (var f = 0; f < rows; f++)
            {
                if (!Counts(presence[(first * rows) + e], presence[(second * rows) + f]))
                {
                    continue;
                }

                var weight = plan[(e * _planStride) + f];
                var weights = Vector256.Create(weight);
                var sums = Vector256<float>.Zero;
                for (var k = 0; k < stride; k += Vector256<float>.Count)
                {
                    var (atFirst, atSecond) = ((nuint)((e * stride) + k), (nuint)((f * stride) + k));
                    term.Evaluate(
                        Vector256.LoadUnsafe(ref values, (nuint)vectors[first] + atFirst), Vector256.LoadUnsafe(ref values, (nuint)vectors[second] + atSecond), out var value, out var slopeA, out var slopeB);
                    sums += value;
                    (Vector256.LoadUnsafe(ref toFirst, atFirst) + (weights * slopeA)).StoreUnsafe(ref toFirst, atFirst);
                    (Vector256.LoadUnsafe(ref toSecond, atSecond) + (weights * slopeB)).StoreUnsafe(ref toSecond, atSecond);
                }

                var cost = Vector256.Sum(sums);
                planGradient[(e * _planStride) + f] += cost;
                total += weight * cost;
            }
        }

        return total;
    }

    private float Aligned<TTerm>(TTerm term, int first, int second, float[] plan, float[] planGradient)
        where TTerm : struct, IElementTerm
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(vectors.Values);
        ref var toFirst = ref MemoryMarshal.GetArrayDataReference(_firstGradient);
        ref var toSecond = ref MemoryMarshal.GetArrayDataReference(_secondGradient);
        ref var slopes = ref MemoryMarshal.GetArrayDataReference(_slopes);
        var (rows, stride) = (vectors.Rows, vectors.Stride);
        var sums = Vector256<float>.Zero;
        for (var e = 0; e < rows; e++)
        {
            for (var k = 0; k < stride; k += Vector256<float>.Count)
            {
                var image = Vector256<float>.Zero;
                for (var f = 0; f < rows; f++)
                {
                    image += Vector256.Create(plan[(e * _planStride) + f]) * Vector256.LoadUnsafe(ref values, (nuint)(vectors[second] + (f * stride) + k));
                }

                term.Evaluate(Vector256.LoadUnsafe(ref values, (nuint)(vectors[first] + (e * stride) + k)), image, out var value, out var slopeA, out var slopeB);
                sums += value;
                (Vector256.LoadUnsafe(ref toFirst, (nuint)((e * stride) + k)) + slopeA).StoreUnsafe(ref toFirst, (nuint)((e * stride) + k));
                slopeB.StoreUnsafe(ref slopes, (nuint)k);
            }

            for (var f = 0; f < rows; f++)
            {
                var share = Vector256.Create(plan[(e * _planStride) + f]);
                var products = Vector256<float>.Zero;
                for (var k = 0; k < stride; k += Vector256<float>.Count)
                {
                    var at = (nuint)((f * stride) + k);
                    var slope = Vector256.LoadUnsafe(ref slopes, (nuint)k);
                    (Vector256.LoadUnsafe(ref toSecond, at) + (share * slope)).StoreUnsafe(ref toSecond, at);
                    products += slope * Vector256.LoadUnsafe(ref values, (nuint)vectors[second] + at);
                }

                planGradient[(e * _planStride) + f] += Vector256.Sum(products);
            }
        }

        return Vector256.Sum(sums);
    }
}
