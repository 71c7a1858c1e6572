using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Data;

/// <summary>Single numbers out of tensors and into them.</summary>
public sealed class ElementConversionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Should_Become_A_Number_When_There_Is_One_Element()
    {
        Assert.Equal(7, tensor((byte)7).ToByte());
        Assert.Equal(-7, tensor((sbyte)-7).ToSByte());
        Assert.Equal(-7, tensor((short)-7).ToInt16());
        Assert.Equal(-7, tensor(-7).ToInt32());
        Assert.Equal(-7, tensor(-7L).ToInt64());
        Assert.Equal(1.5f, tensor(1.5f).ToSingle());
        Assert.Equal(1.5, tensor(1.5).ToDouble());
        Assert.True(tensor(true).ToBoolean());
    }

    [Fact]
    public void Should_Become_A_Number_When_Cast()
    {
        Assert.Equal(7, (byte)tensor((byte)7));
        Assert.Equal(-7, (sbyte)tensor((sbyte)-7));
        Assert.Equal(-7, (short)tensor((short)-7));
        Assert.Equal(-7, (int)tensor(-7));
        Assert.Equal(-7, (long)tensor(-7L));
        Assert.Equal(1.5f, (float)tensor(1.5f));
        Assert.Equal(1.5, (double)tensor(1.5));
        Assert.True((bool)tensor(true));
    }

    [Fact]
    public void Should_Be_Read_At_A_Place_When_The_Type_Fits()
    {
        Assert.Equal(2, tensor(new byte[] { 1, 2 }).ReadCpuByte(1));
        Assert.Equal(-2, tensor(new sbyte[] { 1, -2 }).ReadCpuSByte(1));
        Assert.Equal(-2, tensor(new short[] { 1, -2 }).ReadCpuInt16(1));
        Assert.Equal(-2, tensor(new[] { 1, -2 }).ReadCpuInt32(1));
        Assert.Equal(-2, tensor(new long[] { 1, -2 }).ReadCpuInt64(1));
        Assert.Equal(2.5f, tensor(new[] { 1, 2.5f }).ReadCpuSingle(1));
        Assert.Equal(2.5, tensor(new[] { 1, 2.5 }).ReadCpuDouble(1));
        Assert.True(tensor(new[] { false, true }).ReadCpuBool(1));
        Assert.Equal(2.5, tensor(new[] { 1, 2.5 }).ReadCpuValue<double>(1));
    }

    [Fact]
    public void Should_Become_A_Tensor_When_A_Number_Or_Array_Is_Converted()
    {
        Tensor number = 3L;
        Tensor single = 1.5f;
        Tensor truth = true;
        Tensor array = new[] { 1.0, 2.0 };
        Tensor complex = new Complex(1, 2);

        Assert.Equal((ScalarType.Int64, 0L), (number.dtype, number.dim()));
        Assert.Equal(ScalarType.Float32, single.dtype);
        Assert.Equal(ScalarType.Bool, truth.dtype);
        Assert.Equal([1.0, 2.0], array.data<double>().ToArray());
        Assert.Equal(ScalarType.ComplexFloat64, complex.dtype);
        Assert.Equal(3, 3L.ToTensor().item<long>());
        Assert.Equal([2, 2], new[] { 1f, 2, 3, 4 }.ToTensor([2, 2]).shape);
        Assert.Equal(24, new long[] { 2, 3, 4 }.TotalSize());
    }

    [Fact]
    public void Should_Nest_Lists_When_A_Tensor_Becomes_A_List()
    {
        var list = Assert.IsAssignableFrom<System.Collections.IList>(arange(4).reshape(2, 2).tolist());
        var row = Assert.IsAssignableFrom<System.Collections.IList>(list[1]);

        Assert.Equal((2, 2), (list.Count, row.Count));
    }

#if TORCH_PROVIDER_LIBTORCH
    [Fact]
    public void Should_Become_A_Complex_Number_When_There_Is_One_Element()
    {
        Assert.Equal(new Complex(1, 2), tensor(new Complex(1, 2)).ToComplexFloat64());
        Assert.Equal((1f, 2f), tensor((1f, 2f)).ToComplexFloat32());
    }

    [Fact]
    public void Should_Refuse_When_There_Is_Not_One_Element()
    {
        Assert.Throws<ArgumentException>(() => arange(2).item<long>());
        Assert.Throws<ArgumentException>(() => zeros(0).item<float>());
        Assert.ThrowsAny<Exception>(() => arange(2).ToInt64());
        Assert.Throws<ArgumentException>(() => tensor(1L).item<int>());
        Assert.ThrowsAny<ArgumentException>(() => arange(2).ReadCpuInt64(2));
    }
#endif
}
