using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>One Sinkhorn normalisation in the log domain that remembers every half step, and so can be run backwards.</summary>
/// <remarks>
/// A half step subtracts the log-sum-exp of each row, or column: out = in − lse(in), and exp(out) is the softmax of in. Backwards d in = d out − exp(out) ∘ Σ d out over the row, or column, so that
/// exp(out) is all that is kept. <see cref="GumbelSinkhorn"/> is the plain form.
/// </remarks>
internal sealed class SinkhornTape
{
    /// <summary>Stands for minus infinity in the padding: its exponential is 0, and no difference with it is NaN.</summary>
    private const float Absent = -1e30f;

    private readonly int _n;
    private readonly int _stride;
    private readonly int _steps;
    private readonly float _temperature;
    private readonly float[] _logs;
    private readonly float[] _history;
    private readonly Vector256<float> _lastMask;

    public SinkhornTape(int n, GumbelSinkhornOptions options)
    {
        (_n, _stride, _steps, _temperature) = (n, RowBlock.StrideOf(n), 2 * options.Iterations, (float)options.Temperature);
        _logs = new float[n * _stride];
        _history = new float[_steps * n * _stride];
        Plan = new float[n * _stride];
        Scores = new float[n * _stride];
        var used = n - (_stride - Vector256<float>.Count);
        _lastMask = Vector256.LessThan(Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((float)used));
    }

    /// <summary>The scores to normalise, row by row with padding; afterwards their gradient.</summary>
    public float[] Scores { get; }

    /// <summary>The soft permutation, 0 in the padding.</summary>
    public float[] Plan { get; }

    /// <summary>Normalises <see cref="Scores"/> into <see cref="Plan"/>.</summary>
    public void Forward()
    {
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < _stride; j++)
            {
                _logs[(i * _stride) + j] = j < _n ? Scores[(i * _stride) + j] / _temperature : Absent;
            }
        }

        for (var step = 0; step < _steps; step += 2)
        {
            Rows(step * _n * _stride);
            Columns((step + 1) * _n * _stride);
        }

        _history.AsSpan((_steps - 1) * _n * _stride).CopyTo(Plan);
    }

    /// <summary>Turns the gradient by <see cref="Plan"/> into the gradient by the scores, left in <see cref="Scores"/>.</summary>
    public void Backward(float[] planGradient)
    {
        ref var history = ref MemoryMarshal.GetArrayDataReference(_history);
        for (var k = 0; k < Scores.Length; k++)
        {
            Scores[k] = planGradient[k] * Plan[k];
        }

        ref var gradient = ref MemoryMarshal.GetArrayDataReference(Scores);
        for (var step = _steps - 1; step >= 0; step--)
        {
            var start = step * _n * _stride;
            if (step % 2 == 0)
            {
                RowsBack(ref gradient, ref history, start);
            }
            else
            {
                ColumnsBack(ref gradient, ref history, start);
            }
        }

        for (var k = 0; k < Scores.Length; k++)
        {
            Scores[k] /= _temperature;
        }
    }

    private void Rows(int start)
    {
        ref var logs = ref MemoryMarshal.GetArrayDataReference(_logs);
        ref var history = ref MemoryMarshal.GetArrayDataReference(_history);
        for (var row = 0; row < _n * _stride; row += _stride)
        {
            var largest = Vector256.LoadUnsafe(ref logs, (nuint)row);
            for (var k = Vector256<float>.Count; k < _stride; k += Vector256<float>.Count)
            {
                largest = Vector256.Max(largest, Vector256.LoadUnsafe(ref logs, (nuint)(row + k)));
            }

            var top = Largest(largest);
            var tops = Vector256.Create(top);
            var sums = Vector256<float>.Zero;
            for (var k = 0; k < _stride; k += Vector256<float>.Count)
            {
                var power = Vector256.Exp(Vector256.LoadUnsafe(ref logs, (nuint)(row + k)) - tops);
                power.StoreUnsafe(ref history, (nuint)(start + row + k));
                sums += power;
            }

            var sum = Vector256.Sum(sums);
            var shift = Vector256.Create(top + MathF.Log(sum));
            var inverse = Vector256.Create(1 / sum);
            for (var k = 0; k < _stride; k += Vector256<float>.Count)
            {
                (Vector256.LoadUnsafe(ref logs, (nuint)(row + k)) - shift).StoreUnsafe(ref logs, (nuint)(row + k));
                (Vector256.LoadUnsafe(ref history, (nuint)(start + row + k)) * inverse).StoreUnsafe(ref history, (nuint)(start + row + k));
            }
        }
    }

    private void Columns(int start)
    {
        ref var logs = ref MemoryMarshal.GetArrayDataReference(_logs);
        ref var history = ref MemoryMarshal.GetArrayDataReference(_history);
        for (var k = 0; k < _stride; k += Vector256<float>.Count)
        {
            var mask = k + Vector256<float>.Count < _stride ? Vector256<float>.AllBitsSet : _lastMask;
            var largest = Vector256.LoadUnsafe(ref logs, (nuint)k);
            for (var row = _stride; row < _n * _stride; row += _stride)
            {
                largest = Vector256.Max(largest, Vector256.LoadUnsafe(ref logs, (nuint)(row + k)));
            }

            var sums = Vector256<float>.Zero;
            for (var row = 0; row < _n * _stride; row += _stride)
            {
                var power = Vector256.Exp(Vector256.LoadUnsafe(ref logs, (nuint)(row + k)) - largest);
                power.StoreUnsafe(ref history, (nuint)(start + row + k));
                sums += power;
            }

            var shift = largest + Vector256.Log(sums);
            var inverse = Vector256<float>.One / sums;
            for (var row = 0; row < _n * _stride; row += _stride)
            {
                var log = Vector256.LoadUnsafe(ref logs, (nuint)(row + k)) - shift;
                var power = Vector256.LoadUnsafe(ref history, (nuint)(start + row + k)) * inverse;
                Vector256.ConditionalSelect(mask, log, Vector256.Create(Absent)).StoreUnsafe(ref logs, (nuint)(row + k));
                Vector256.ConditionalSelect(mask, power, Vector256<float>.Zero).StoreUnsafe(ref history, (nuint)(start + row + k));
            }
        }
    }

    private void RowsBack(ref float gradient, ref float history, int start)
    {
        for (var row = 0; row < _n * _stride; row += _stride)
        {
            var sums = Vector256<float>.Zero;
            for (var k = 0; k < _stride; k += Vector256<float>.Count)
            {
                sums += Vector256.LoadUnsafe(ref gradient, (nuint)(row + k));
            }

            var sum = Vector256.Create(Vector256.Sum(sums));
            for (var k = 0; k < _stride; k += Vector256<float>.Count)
            {
                (Vector256.LoadUnsafe(ref gradient, (nuint)(row + k)) - (sum * Vector256.LoadUnsafe(ref history, (nuint)(start + row + k)))).StoreUnsafe(ref gradient, (nuint)(row + k));
            }
        }
    }

    private void ColumnsBack(ref float gradient, ref float history, int start)
    {
        for (var k = 0; k < _stride; k += Vector256<float>.Count)
        {
            var sums = Vector256<float>.Zero;
            for (var row = 0; row < _n * _stride; row += _stride)
            {
                sums += Vector256.LoadUnsafe(ref gradient, (nuint)(row + k));
            }

            for (var row = 0; row < _n * _stride; row += _stride)
            {
                (Vector256.LoadUnsafe(ref gradient, (nuint)(row + k)) - (sums * Vector256.LoadUnsafe(ref history, (nuint)(start + row + k)))).StoreUnsafe(ref gradient, (nuint)(row + k));
            }
        }
    }

    private static float Largest(Vector256<float> values)
    {
        var four = Vector128.Max(values.GetLower(), values.GetUpper());
        var two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
