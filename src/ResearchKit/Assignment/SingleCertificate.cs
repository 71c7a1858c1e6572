using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Assignment;

/// <summary>The dual check of single-precision costs: a pass in single precision sets aside what surely holds, the rest is computed in double precision.</summary>
/// <remarks>
/// An entry is set aside only if its reduced cost exceeds the row dual by more than the pass can be wrong. So the largest violation found is the same as
/// with all entries in double precision, at the speed of single precision.
/// </remarks>
internal static unsafe class SingleCertificate
{
    /// <summary>Largest max|u| + max|v| for which nothing overflows in single precision.</summary>
    public const double LargestSize = 1e37;

    /// <summary>Six times the rounding of one price and one subtraction.</summary>
    private const double Margin = 4e-7;

    /// <summary>Rounding among the smallest numbers, where it is not relative.</summary>
    private const double LeastMargin = 4 * (double)float.Epsilon;

    /// <summary>The largest of u[i] + v[j] − sign·C[i, j] over all entries, or 0 if none is positive.</summary>
    public static double Violation(ReadOnlySpan<float> cost, float sign, LaneWidth lanes, double[] u, double[] v)
    {
        var prices = new float[v.Length];
        var highest = 0.0;
        for (var j = 0; j < v.Length; j++)
        {
            prices[j] = (float)-v[j];
            highest = Math.Max(highest, Math.Abs(v[j]));
        }

        fixed (float* matrix = cost, price = prices)
        {
            return LaneChoice.Resolve(lanes) switch
            {
                LaneWidth.Bits512 => Run<Lanes512<float>, Vector512<float>>(matrix, price, sign, highest, u, v),
                LaneWidth.Bits256 => Run<Lanes256<float>, Vector256<float>>(matrix, price, sign, highest, u, v),
                LaneWidth.Bits128 => Run<Lanes128<float>, Vector128<float>>(matrix, price, sign, highest, u, v),
                _ => Run<LanesScalar<float>, float>(matrix, price, sign, highest, u, v),
            };
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Run<TLanes, TVector>(float* cost, float* price, float sign, double highest, double[] u, double[] v)
        where TLanes : struct, ILanes<TVector, float>
        where TVector : struct
    {
        var worst = 0.0;
        var columns = v.Length;
        var whole = columns - (columns % TLanes.Width);
        var signs = TLanes.Broadcast(sign);
        for (var i = 0; i < u.Length; i++, cost += columns)
        {
            var limit = TLanes.Broadcast((float)(u[i] + (Margin * (Math.Abs(u[i]) + highest)) + LeastMargin));
            for (var j = 0; j < whole; j += TLanes.Width)
            {
                var reduced = TLanes.MultiplyAdd(signs, TLanes.Load(cost + j), TLanes.Load(price + j));
                for (var mask = TLanes.MaskLessOrEqual(reduced, limit); mask != 0; mask &= mask - 1)
                {
                    var column = j + BitOperations.TrailingZeroCount(mask);
                    worst = Math.Max(worst, u[i] + v[column] - ((double)sign * cost[column]));
                }
            }

            for (var j = whole; j < columns; j++)
            {
                worst = Math.Max(worst, u[i] + v[j] - ((double)sign * cost[j]));
            }
        }

        return worst;
    }
}
