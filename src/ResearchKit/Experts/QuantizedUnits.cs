using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The hidden units of a float32 expert, one row of all weights each, in steps of 1/126 of the row's largest value and rounded at random.</summary>
/// <remarks>
/// q = ⌊x / step + u⌋ with u uniform in [0, 1): right on average, and wrong by less than a step. The same u serves every row of an expert, other ones serve reference and candidates, so that the errors of
/// the terms of one score are independent. The tensors belong to the dispose scope in which the object was made. Rows are cut into segments, one a weight, so that weights that lie right in memory are not copied.
/// </remarks>
internal sealed unsafe class QuantizedUnits
{
    private const float Steps = 126; // one less than 8 bits hold, since u can add one

    private const float SmallestStep = 1e-30f; // its inverse is finite

    private readonly Tensor? _turned; // memory for the transposed output weight

    private QuantizedUnits(Tensor codes, Tensor? turned, UnitSegment[] segments, int units)
    {
        (Codes, _turned, Segments) = (codes, turned, segments);
        (Norms, Sizes, CodeNorms) = (new float[units], new float[units], new float[units]);
    }

    /// <summary>The rounded rows in steps, (f, K) int8.</summary>
    public Tensor Codes { get; }

    /// <summary>The rows as they are, weight by weight.</summary>
    public IReadOnlyList<UnitSegment> Segments { get; }

    /// <summary>‖row‖.</summary>
    public float[] Norms { get; }

    /// <summary>The step of each row, never 0.</summary>
    public float[] Sizes { get; }

    /// <summary>‖rounded row‖.</summary>
    public float[] CodeNorms { get; }

    /// <summary>Rounds an expert.</summary>
    /// <param name="expert">The expert, float32.</param>
    /// <param name="options">What counts.</param>
    /// <param name="noise">u, one number in [0, 1) for each weight of a unit.</param>
    /// <param name="used">The units of an expert of the same shape that are no longer needed, whose memory is taken over; fresh memory costs as much as rounding.</param>
    public static QuantizedUnits Of(ExpertWeights expert, ExpertAlignmentOptions options, ReadOnlySpan<float> noise, QuantizedUnits? used = null)
    {
        var units = (int)expert.HiddenSize;
        var turned = used?._turned ?? empty([units, expert.ModelSize], dtype: ScalarType.Float32);
        MatrixTransposition.Transpose(expert.Down.detach().contiguous(), turned);
        var segments = expert.Parts
            .Where(pair => options.Counts(pair.Key))
            .Select(pair => new UnitSegment(pair.Key == ExpertPart.Down ? turned : pair.Value.detach().contiguous(), units)).ToArray();
        var result = new QuantizedUnits(used?.Codes ?? empty([units, noise.Length], dtype: ScalarType.Int8), turned, segments, units);
        fixed (float* dither = noise)
        fixed (byte* codes = result.Codes.bytes)
        {
            for (var i = 0; i < units; i++)
            {
                result.Round(i, dither, (sbyte*)codes + ((nint)i * noise.Length));
            }
        }

        return result;
    }

    /// <summary>How many weights a unit has.</summary>
    public static int Length(ExpertWeights expert, ExpertAlignmentOptions options) =>
        checked((int)expert.Parts.Where(pair => options.Counts(pair.Key)).Sum(pair => pair.Value.numel() / expert.HiddenSize));

    private void Round(int unit, float* noise, sbyte* target)
    {
        var (largest, square) = (0f, 0.0);
        foreach (var segment in Segments)
        {
            Measure(segment.Row(unit), segment.Length, ref largest, ref square);
        }

        Norms[unit] = (float)Math.Sqrt(square);
        var size = Sizes[unit] = Math.Max(largest / Steps, SmallestStep);
        var sum = 0.0;
        foreach (var segment in Segments)
        {
            sum += Round(segment.Row(unit), noise, target, segment.Length, 1 / size);
            noise += segment.Length;
            target += segment.Length;
        }

        CodeNorms[unit] = (float)(Math.Sqrt(sum) * size);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Measure(float* source, int count, ref float largest, ref double square)
    {
        var (most, sum) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var i = 0;
        for (; i <= count - 8; i += 8)
        {
            var value = Vector256.Load(source + i);
            most = Vector256.Max(most, Vector256.Abs(value));
            sum += value * value;
        }

        for (var k = 0; k < 8; k++)
        {
            largest = Math.Max(largest, most[k]);
        }

        square += Vector256.Sum(sum);
        for (; i < count; i++)
        {
            largest = Math.Max(largest, Math.Abs(source[i]));
            square += (double)source[i] * source[i];
        }
    }

    /// <summary>Writes the codes; the sum of their squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Round(float* source, float* noise, sbyte* target, int count, float scale)
    {
        var sum = Vector256<float>.Zero;
        var i = 0;
        for (; i <= count - 32; i += 32)
        {
            var low = Vector256.NarrowWithSaturation(Code(source + i, noise + i, scale, ref sum), Code(source + i + 8, noise + i + 8, scale, ref sum));
            var high = Vector256.NarrowWithSaturation(Code(source + i + 16, noise + i + 16, scale, ref sum), Code(source + i + 24, noise + i + 24, scale, ref sum));
            Vector256.NarrowWithSaturation(low, high).Store(target + i);
        }

        double square = Vector256.Sum(sum);
        for (; i < count; i++)
        {
            target[i] = (sbyte)Math.Clamp(MathF.Floor((source[i] * scale) + noise[i]), sbyte.MinValue, sbyte.MaxValue);
            square += target[i] * target[i];
        }

        return square;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Code(float* source, float* noise, float scale, ref Vector256<float> sum)
    {
        var code = Vector256.Floor((Vector256.Load(source) * scale) + Vector256.Load(noise));
        sum += code * code;
        return Vector256.ConvertToInt32(code);
    }
}
