using System.Runtime.InteropServices;
using ResearchKit.Experts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class BFloat16MeanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(4096)]
    [InlineData(10_007)]
    public void Should_Equal_The_Plain_Sum_In_Float32_Rounded_Once(int size)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        Tensor[] tensors = [.. Enumerable.Range(0, 3).Select(_ => randn(size, generator: generator).to(ScalarType.BFloat16))];
        float[] shares = [0.5f, 0.3f, 0.2f];

        var mean = BFloat16Mean.Of(tensors, shares);

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

        var same = Bits(BFloat16Mean.Of([every], [1f]));

        for (var i = 0; i < all.Length; i++)
        {
            var value = BitConverter.UInt32BitsToSingle((uint)all[i] << 16);
            Assert.True(float.IsNaN(value) ? float.IsNaN(BitConverter.UInt32BitsToSingle((uint)same[i] << 16)) : (all[i] == 0x8000 ? same[i] is 0 or 0x8000 : same[i] == all[i]), $"{all[i]:x4} became {same[i]:x4}");
        }
    }

    [Fact]
    public void Should_Refuse_Other_Types_And_Views()
    {
        using var scope = NewDisposeScope();
        var half = zeros([4, 4], dtype: ScalarType.BFloat16);

        Assert.True(BFloat16Mean.Applies([half]));
        Assert.False(BFloat16Mean.Applies([half, zeros([4, 4])]));
        Assert.False(BFloat16Mean.Applies([half.t()]));
        Assert.False(BFloat16Mean.Applies([zeros([0, 4], dtype: ScalarType.BFloat16)]));
    }

    private static ushort[] Bits(Tensor tensor) => MemoryMarshal.Cast<byte, ushort>(tensor.bytes).ToArray();
}
