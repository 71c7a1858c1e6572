using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>A soft alignment of the rows of two graphs by the L1 distances of their keys, and the way back to the keys.</summary>
internal sealed class KeyDistances(RowBlock keys, SinkhornTape tape)
{
    private readonly float[] _firstGradient = new float[keys.Rows * keys.Stride];
    private readonly float[] _secondGradient = new float[keys.Rows * keys.Stride];
    private readonly float[] _planGradient = new float[tape.Plan.Length];
    private readonly int _planStride = RowBlock.StrideOf(keys.Rows);

    /// <summary>The soft permutation of the last pair.</summary>
    public float[] Plan => tape.Plan;

    /// <summary>The gradient by <see cref="Plan"/>, to be filled.</summary>
    public float[] PlanGradient => _planGradient;

    /// <summary>Aligns the rows of two graphs.</summary>
    public void Forward(int first, int second)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(keys.Values);
        for (var i = 0; i < keys.Rows; i++)
        {
            for (var j = 0; j < keys.Rows; j++)
            {
                var sums = Vector256<float>.Zero;
                for (var k = 0; k < keys.Stride; k += Vector256<float>.Count)
                {
                    sums += Vector256.Abs(
                        Vector256.LoadUnsafe(ref values, (nuint)(keys[first] + (i * keys.Stride) + k)) - Vector256.LoadUnsafe(ref values, (nuint)(keys[second] + (j * keys.Stride) + k)));
                }

                tape.Scores[(i * _planStride) + j] = -Vector256.Sum(sums);
            }
        }

        tape.Forward();
        Array.Clear(_planGradient);
    }

    /// <summary>Adds the gradient by the keys, times a factor, to a block of gradients.</summary>
    public void Backward(int first, int second, RowBlock gradients, float factor)
    {
        tape.Backward(_planGradient);
        ref var values = ref MemoryMarshal.GetArrayDataReference(keys.Values);
        ref var toFirst = ref MemoryMarshal.GetArrayDataReference(_firstGradient);
        ref var toSecond = ref MemoryMarshal.GetArrayDataReference(_secondGradient);
        for (var i = 0; i < keys.Rows; i++)
        {
            for (var j = 0; j < keys.Rows; j++)
            {
                // Scores are minus distances.
                var slope = Vector256.Create(-tape.Scores[(i * _planStride) + j]);
                for (var k = 0; k < keys.Stride; k += Vector256<float>.Count)
                {
                    var (atFirst, atSecond) = ((nuint)((i * keys.Stride) + k), (nuint)((j * keys.Stride) + k));
                    var a = Vector256.LoadUnsafe(ref values, (nuint)keys[first] + atFirst);
                    var b = Vector256.LoadUnsafe(ref values, (nuint)keys[second] + atSecond);
                    var sign = (Vector256.GreaterThan(a, b) & slope) - (Vector256.LessThan(a, b) & slope);
                    (Vector256.LoadUnsafe(ref toFirst, atFirst) + sign).StoreUnsafe(ref toFirst, atFirst);
                    (Vector256.LoadUnsafe(ref toSecond, atSecond) - sign).StoreUnsafe(ref toSecond, atSecond);
                }
            }
        }

        gradients.Take(first, _firstGradient, factor);
        gradients.Take(second, _secondGradient, factor);
    }
}
