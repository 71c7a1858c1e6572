using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Matching;

/// <summary>Sums over corresponding elements of two tensors, in double precision and one pass.</summary>
internal struct PairSums
{
    /// <summary>The sum of a².</summary>
    public double Reference { get; private set; }

    /// <summary>The sum of b².</summary>
    public double Candidate { get; private set; }

    /// <summary>The sum of a b.</summary>
    public double Product { get; private set; }

    /// <summary>The sum of (a - b)².</summary>
    public double Difference { get; private set; }

    /// <summary>Adds sums that were made before.</summary>
    public void Add(in PairSums other)
    {
        Reference += other.Reference;
        Candidate += other.Candidate;
        Product += other.Product;
        Difference += other.Difference;
    }

    /// <summary>Adds the sums of single precision tensors.</summary>
    public void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var accumulator = default(Accumulator);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var x = ref MemoryMarshal.GetReference(a);
            ref var y = ref MemoryMarshal.GetReference(b);
            for (; i <= a.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var (aLower, aUpper) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i));
                var (bLower, bUpper) = Vector256.Widen(Vector256.LoadUnsafe(ref y, (nuint)i));
                accumulator.Add(aLower, bLower);
                accumulator.Add(aUpper, bUpper);
            }
        }

        Finish(a[i..], b[i..], accumulator);
    }

    /// <summary>Adds the sums of double precision tensors.</summary>
    public void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var accumulator = default(Accumulator);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var x = ref MemoryMarshal.GetReference(a);
            ref var y = ref MemoryMarshal.GetReference(b);
            for (; i <= a.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                accumulator.Add(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref y, (nuint)i));
            }
        }

        Finish(a[i..], b[i..], accumulator);
    }

    private void Finish<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, in Accumulator accumulator)
        where T : unmanaged, INumberBase<T>
    {
        Reference += Vector256.Sum(accumulator.Reference);
        Candidate += Vector256.Sum(accumulator.Candidate);
        Product += Vector256.Sum(accumulator.Product);
        Difference += Vector256.Sum(accumulator.Difference);
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (double.CreateTruncating(a[i]), double.CreateTruncating(b[i]));
            Reference += x * x;
            Candidate += y * y;
            Product += x * y;
            Difference += (x - y) * (x - y);
        }
    }

    private struct Accumulator
    {
        public Vector256<double> Reference;
        public Vector256<double> Candidate;
        public Vector256<double> Product;
        public Vector256<double> Difference;

        public void Add(Vector256<double> a, Vector256<double> b)
        {
            var difference = a - b;
            Reference += a * a;
            Candidate += b * b;
            Product += a * b;
            Difference += difference * difference;
        }
    }
}
