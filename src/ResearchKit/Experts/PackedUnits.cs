using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The hidden units of a float32 expert, one row of all weights each, rounded to bfloat16, with how far rounding moved them.</summary>
/// <remarks>The tensors belong to the dispose scope in which the object was made. Rows are cut into segments, one a weight, so that weights that lie right in memory are not copied.</remarks>
internal sealed unsafe class PackedUnits
{
    private readonly Tensor? _turned; // memory for the transposed output weight

    private PackedUnits(Tensor half, Tensor? turned, Segment[] segments, float[] norms, float[] residuals)
    {
        (Half, _turned, Segments, Norms, Residuals) = (half, turned, segments, norms, residuals);
    }

    /// <summary>The rounded rows, (f, K) bfloat16.</summary>
    public Tensor Half { get; }

    /// <summary>The rows as they are, weight by weight.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>‖row‖, or a little more.</summary>
    public float[] Norms { get; }

    /// <summary>‖row − rounded row‖, or a little more.</summary>
    public float[] Residuals { get; }

    /// <summary>Packs an expert.</summary>
    /// <param name="expert">The expert, float32.</param>
    /// <param name="options">What counts.</param>
    /// <param name="used">A packed expert of the same shape that is no longer needed, whose memory is taken over; fresh memory costs as much as packing.</param>
    public static PackedUnits Of(ExpertWeights expert, ExpertAlignmentOptions options, PackedUnits? used = null)
    {
        var units = (int)expert.HiddenSize;
        var turned = used?._turned ?? empty([units, expert.ModelSize], dtype: ScalarType.Float32);
        MatrixTransposition.Transpose(expert.Down.detach().contiguous(), turned);
        var segments = expert.Parts
            .Where(pair => pair.Key != ExpertPart.DownBias && (pair.Key != ExpertPart.UpBias || options.Biases))
            .Select(pair => new Segment(pair.Key == ExpertPart.Down ? turned : pair.Value.detach().contiguous(), units)).ToArray();
        var length = segments.Sum(segment => segment.Length);
        var half = used?.Half ?? empty([units, length], dtype: ScalarType.BFloat16);
        var (norms, residuals) = (new float[units], new float[units]);
        fixed (byte* memory = half.bytes)
        {
            var target = (ushort*)memory;
            for (var i = 0; i < units; i++)
            {
                var (square, rest) = (0.0, 0.0);
                foreach (var segment in segments)
                {
                    Round(segment.Row(i), target, segment.Length, ref square, ref rest);
                    target += segment.Length;
                }

                // Sums of 32-bit squares lose less than a part in ten thousand; a bound must not be too small.
                norms[i] = (float)(Math.Sqrt(square) * 1.001);
                residuals[i] = (float)(Math.Sqrt(rest) * 1.001);
            }
        }

        return new PackedUnits(half, turned, segments, norms, residuals);
    }

    /// <summary>Rounds to the nearest bfloat16, ties to even, and adds up squares of the values and of what rounding took.</summary>
    private static void Round(float* source, ushort* target, int count, ref double square, ref double rest)
    {
        var (sum, lost) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var i = 0;
        for (; i <= count - 16; i += 16)
        {
            var low = Nearest(Vector256.Load(source + i), ref sum, ref lost);
            var high = Nearest(Vector256.Load(source + i + 8), ref sum, ref lost);
            Vector256.Narrow(low >> 16, high >> 16).Store(target + i);
        }

        square += Vector256.Sum(sum);
        rest += Vector256.Sum(lost);
        for (; i < count; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(source[i]);
            var rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000;
            var difference = source[i] - BitConverter.UInt32BitsToSingle(rounded);
            square += (double)source[i] * source[i];
            rest += (double)difference * difference;
            target[i] = (ushort)(rounded >> 16);
        }
    }

    private static Vector256<uint> Nearest(Vector256<float> value, ref Vector256<float> sum, ref Vector256<float> lost)
    {
        var bits = value.AsUInt32();
        var rounded = (bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256.Create(1u))) & Vector256.Create(0xFFFF0000u);
        var difference = value - rounded.AsSingle();
        sum += value * value;
        lost += difference * difference;
        return rounded;
    }

    /// <summary>One weight with a row for each unit.</summary>
    internal sealed class Segment
    {
        private readonly Tensor _tensor; // keeps the memory alive
        private readonly float* _values;

        public Segment(Tensor tensor, int units)
        {
            _tensor = tensor;
            Length = checked((int)(tensor.numel() / units));
            fixed (byte* bytes = tensor.bytes)
            {
                _values = (float*)bytes; // native memory, which does not move
            }
        }

        public int Length { get; }

        public float* Row(int unit) => _tensor.IsInvalid ? throw new ObjectDisposedException(nameof(Segment)) : _values + ((nint)unit * Length);
    }
}
