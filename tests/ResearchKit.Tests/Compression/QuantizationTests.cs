using ResearchKit.Compression;
using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Compression;

public sealed class QuantizationTests
{
    /// <summary>A million draws put the mean squared error within a fraction of a percent; the window is that of the notes.</summary>
    private const double Window = 0.03;

    [Theory]
    [InlineData(64, 0.00845)]
    [InlineData(128, 0.00915)]
    [InlineData(256, 0.00974)]
    public void Should_Have_The_Known_Error_When_A_Gaussian_Is_Stored_In_Nf4(int block, double expected)
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(block, 1024, 1024, ScalarType.Float32);
        using var stored = Nf4Weights.Quantize(w, new Nf4Options { BlockSize = block, DoubleQuantization = false });
        Assert.Equal(expected, RelativeError(w, stored.Dequantize()), Window * expected);
    }

    [Fact]
    public void Should_Err_Less_Than_Even_Steps_Of_Four_Bits_When_A_Gaussian_Is_Stored_In_Nf4()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(64, 1024, 1024, ScalarType.Float32);
        var blocks = w.reshape(-1, 64);
        var step = blocks.abs().amax([1L], keepdim: true) / 7; // symmetric int4, −7 to 7
        var even = RelativeError(blocks, (blocks / step).round() * step);
        using var stored = Nf4Weights.Quantize(w);
        Assert.Equal(0.0116, even, Window * 0.0116);
        Assert.True(RelativeError(w, stored.Dequantize()) < 0.8 * even);
    }

    [Theory]
    [InlineData(64, 3.5e-5)]
    [InlineData(4096, 7.5e-5)]
    public void Should_Have_The_Known_Error_When_A_Gaussian_Is_Stored_In_Int8(int block, double expected)
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(block, 1024, 1024, ScalarType.Float32);
        using var stored = Int8Weights.Quantize(w, block);
        Assert.Equal(expected, RelativeError(w, stored.Dequantize()), Window * expected);
    }

    [Fact]
    public void Should_Need_The_Stated_Bits_When_Stored()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, 512, 512, ScalarType.Float32);
        using var twice = Nf4Weights.Quantize(w);
        using var once = Nf4Weights.Quantize(w, new Nf4Options { DoubleQuantization = false });
        using var bytes = Int8Weights.Quantize(w);
        Assert.Equal(4.127, twice.BitsPerWeight, 1e-3);
        Assert.Equal(4.5, once.BitsPerWeight, 1e-12);
        Assert.Equal(8.5, bytes.BitsPerWeight, 1e-12);
        Assert.InRange(RelativeError(w, twice.Dequantize()) / RelativeError(w, once.Dequantize()), 0.99, 1.02);
    }

    [Fact]
    public void Should_Have_The_Published_Codebook_When_Derived_From_Quantiles()
    {
        static double Quantile(double p)
        {
            using var half = tensor(2 * p - 1, dtype: ScalarType.Float64);
            using var value = half.erfinv();
            return Math.Sqrt(2) * value.item<double>();
        }

        static IEnumerable<double> Side(int points) => Enumerable.Range(0, points - 1).Select(i => Quantile(0.9677083 + (i * (0.5 - 0.9677083) / (points - 1))));
        double[] values = [.. Side(9).Concat(Side(8).Select(value => -value)).Append(0).Order()];
        var largest = values.Max();
        Assert.Equal(16, values.Length);
        Assert.All(values.Zip(Nf4Codebook.Values), pair => Assert.Equal(pair.First / largest, pair.Second, 1e-6));
    }

    [Fact]
    public void Should_Pack_The_First_Code_High_And_Ties_Low_When_Encoded()
    {
        using var scope = NewDisposeScope();
        var between = 0.5f * (Nf4Codebook.Values[8] + Nf4Codebook.Values[9]);
        using var stored = Nf4Weights.Quantize(tensor([1f, -1, 0, between, 0.4f]), new Nf4Options { DoubleQuantization = false });
        Assert.Equal([15 * 16, (7 * 16) + 8, (12 * 16) + 7], stored.Packed.data<byte>().ToArray().Select(code => (int)code));
        Assert.Equal([1.0, -1, 0, Nf4Codebook.Values[8], Nf4Codebook.Values[12]], Fixtures.Values(stored.Dequantize()));
    }

    [Fact]
    public void Should_Keep_Shape_Type_And_Zeros_When_Restored()
    {
        using var scope = NewDisposeScope();
        var w = cat([zeros(70), Matrices.Normal(1, 1, 30, ScalarType.Float32).flatten()], 0).reshape(2, 5, 10).to(ScalarType.Float64);
        using var int8 = Int8Weights.Quantize(w, 64);
        using var nf4 = Nf4Weights.Quantize(w, new Nf4Options { DoubleQuantization = false });
        foreach (var restored in new[] { int8.Dequantize(), nf4.Dequantize() })
        {
            Assert.Equal(w.shape, restored.shape);
            Assert.Equal(ScalarType.Float64, restored.dtype);
            Assert.Equal(0, restored.flatten().narrow(0, 0, 70).abs().sum().item<double>());
        }

        Assert.True(allclose(w, int8.Dequantize(), 0, 0.02));
    }

    [Fact]
    public void Should_Store_Rows_Exactly_When_Values_Are_Multiples_Of_The_Step()
    {
        using var scope = NewDisposeScope();
        var w = tensor(Enumerable.Range(-127, 255).Select(i => i / 127f).ToArray());
        using var stored = Int8Weights.Quantize(w, 255);
        Assert.Equal(Enumerable.Range(-127, 255).Select(i => (sbyte)i), stored.Codes.data<sbyte>().ToArray());
        Assert.True(allclose(w, stored.Dequantize(), 0, 1e-7));
    }

    [Fact]
    public void Should_Differ_From_Averaging_Values_When_Codes_Are_Averaged()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Matrices.Normal(1, 64, 64, ScalarType.Float32), Matrices.Normal(2, 64, 64, ScalarType.Float32) * 4);
        using var first = Int8Weights.Quantize(a);
        using var second = Int8Weights.Quantize(b);
        var right = (first.Dequantize() + second.Dequantize()) / 2;
        Assert.True(RelativeError((a + b) / 2, right) < 1e-3);
        var codes = (first.Codes.to(ScalarType.Float32) + second.Codes.to(ScalarType.Float32)) / 2 / 127;
        var wrong = codes.reshape(-1, 64) * ((first.Scales + second.Scales) / 2).unsqueeze(1);
        Assert.True(RelativeError((a + b) / 2, wrong.reshape(64, 64)) > 0.1);
    }

    [Fact]
    public void Should_Refuse_What_Cannot_Be_Stored_When_Quantised()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Int8Weights.Quantize(zeros(0)));
        Assert.Throws<ArgumentException>(() => Int8Weights.Quantize(ones([2], dtype: ScalarType.Int64)));
        Assert.Throws<ArgumentException>(() => Nf4Weights.Quantize(ones(2) * float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Int8Weights.Quantize(ones(2), 0));
    }

    private static double RelativeError(Tensor exact, Tensor stored) => Matrices.SquaredNorm(exact - stored) / Matrices.SquaredNorm(exact);
}
