using System.Runtime.InteropServices;
using ResearchKit.Experts;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class ExpertMeanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(4096)]
    [InlineData(10_007)]
    public void Should_Round_The_Plain_Sum_In_Float32_Once(int size)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        Tensor[] tensors = [.. Enumerable.Range(0, 3).Select(_ => randn(size, generator: generator).to(ScalarType.BFloat16))];
        float[] shares = [0.5f, 0.3f, 0.2f];

        var mean = ExpertMean.Of(tensors, shares);

        float[][] values = [.. tensors.Select(tensor => tensor.to(ScalarType.Float32).data<float>().ToArray())];
        float[] expected = [.. Enumerable.Range(0, size).Select(i =>
        {
            var sum = 0f;
            for (var k = 0; k < values.Length; k++)
            {
                sum += values[k][i] * shares[k];
            }

            return sum;
        })];
        Assert.Equal(Bits(tensor(expected).to(ScalarType.BFloat16)), Bits(mean));
    }

    [Fact]
    public void Should_Keep_Every_Value_When_There_Is_One_Tensor()
    {
        using var scope = NewDisposeScope();
        ushort[] all = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];
        var every = empty(all.Length, dtype: ScalarType.BFloat16);
        MemoryMarshal.AsBytes(all.AsSpan()).CopyTo(every.bytes);

        var same = Bits(ExpertMean.Of([every], [1f]));

        for (var i = 0; i < all.Length; i++)
        {
            var value = BitConverter.UInt32BitsToSingle((uint)all[i] << 16);
            Assert.True(float.IsNaN(value) ? float.IsNaN(BitConverter.UInt32BitsToSingle((uint)same[i] << 16)) : (all[i] == 0x8000 ? same[i] is 0 or 0x8000 : same[i] == all[i]), $"{all[i]:x4} became {same[i]:x4}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Should_Give_The_Bits_Of_The_Mean_Of_Reordered_Weights(int axis)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        foreach (var shape in new long[][] { [1, 1], [3, 17], [17, 3], [5, 4100], [4100, 5], [40, 64] })
        {
            Tensor[] weights = [.. Enumerable.Range(0, 3).Select(_ => randn(shape, generator: generator).to(ScalarType.BFloat16))];
            Permutation[] orders = [Permutation.Identity((int)shape[axis]), Permutation.Random((int)shape[axis], 1), Permutation.Random((int)shape[axis], 2)];
            float[] shares = [.5f, .3f, .2f];

            var mean = ExpertMean.Of(weights, shares, orders, axis);

            Tensor[] reordered = [.. weights.Zip(orders, (weight, order) => order.Apply(weight, axis).contiguous())];
            Assert.Equal(ExpertMean.Of(reordered, shares).bytes.ToArray(), mean.bytes.ToArray());
            Assert.True(mean.to(ScalarType.Float64).allclose(reordered.Zip(shares, (weight, share) => weight.to(ScalarType.Float64) * share).Aggregate((a, b) => a + b), rtol: 1e-2, atol: 1e-2));
        }
    }

    [Fact]
    public void Should_Reorder_Vectors_And_Ignore_Orders_Of_A_Weight_Without_Hidden_Units()
    {
        using var scope = NewDisposeScope();
        var bias = tensor(new float[] { 1, 2, 3 }).to(ScalarType.BFloat16);
        Permutation[] orders = [new([2, 0, 1])];

        Assert.Equal([3f, 1, 2], ExpertMean.Of([bias], [1f], orders, 0).to(ScalarType.Float32).data<float>().ToArray());
        Assert.Equal([1f, 2, 3], ExpertMean.Of([bias], [1f], orders, -1).to(ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void Should_Refuse_Other_Types_And_Views()
    {
        using var scope = NewDisposeScope();
        var half = zeros([4, 4], dtype: ScalarType.BFloat16);

        Assert.True(ExpertMean.Applies([half]));
        Assert.False(ExpertMean.Applies([half, zeros([4, 4])]));
        Assert.False(ExpertMean.Applies([half.t()]));
        Assert.False(ExpertMean.Applies([zeros([0, 4], dtype: ScalarType.BFloat16)]));
    }

    private static ushort[] Bits(Tensor tensor) => MemoryMarshal.Cast<byte, ushort>(tensor.bytes).ToArray();
}
