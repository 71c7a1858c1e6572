using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Data;

public sealed class TensorAccessorTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _matrix = arange(6).reshape(2, 3);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Should_Follow_The_Indices_When_Memory_Has_Another_Order()
    {
        var turned = _matrix.t();
        var data = turned.data<long>();

        Assert.Equal([0, 3, 1, 4, 2, 5], data.ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5], data.ToList());
        Assert.Equal(4, data[1, 1]);
        data[2, 0] = 9;
        Assert.Equal(9, _matrix[0, 2].item<long>());
        Assert.Equal([0, 3, 1, 4, 9, 5], data.ToNDArray().Cast<long>());
        Assert.Equal([7, 7, 7], tensor(7L).expand(3).data<long>().ToArray());
    }

    [Fact]
    public void Should_Give_An_Array_Of_The_Same_Shape_When_Asked()
    {
        var array = Assert.IsType<long[,]>(_matrix.data<long>().ToNDArray());
        var cube = zeros(2, 1, 3).data<float>().ToNDArray();

        Assert.Equal((2, 3, 5L), (array.GetLength(0), array.GetLength(1), array[1, 2]));
        Assert.Equal((3, 6), (cube.Rank, cube.Length));
        Assert.Equal(new long[] { 4 }, tensor(4L).data<long>().ToNDArray());
    }

    [Fact]
    public void Should_Copy_Until_Either_Ends_When_Arrays_Are_Longer_Or_Shorter()
    {
        var data = _matrix.data<long>();
        var wide = new long[9];
        data.CopyTo(wide, 2, 1);
        Assert.Equal([0, 0, 1, 2, 3, 4, 5, 0, 0], wide);

        var narrow = new long[2];
        data.CopyTo(narrow);
        Assert.Equal([0, 1], narrow);

        data.CopyFrom([7, 8, 9], 1, 4);
        Assert.Equal([0, 1, 2, 3, 8, 9], data.ToArray());
    }

#if TORCH_PROVIDER_LIBTORCH
    [Fact]
    public void Should_Read_And_Write_One_Element_When_Indexed()
    {
        var data = _matrix.data<long>();
        data[1, 2] = 50;
        data[0] = 40;

        Assert.Equal(50, data[1, 2]);
        Assert.Equal(50, data[5]);
        Assert.Equal([40, 1, 2, 3, 4, 50], _matrix.data<long>().ToArray());
    }

    [Fact]
    public void Should_Be_Equal_When_Elements_Are_Equal_In_Order()
    {
        var same = arange(6).reshape(2, 3).data<long>();
        var other = arange(1, 7).reshape(2, 3).data<long>();

        Assert.True(_matrix.data<long>() == same);
        Assert.True(_matrix.data<long>() != other);
        Assert.True(_matrix.data<long>().Equals(same));
    }

    [Fact]
    public void Should_Be_Empty_When_The_Tensor_Is()
    {
        var data = zeros(0, 3).data<float>();

        Assert.Empty(data);
        Assert.Equal(0, data.Count);
        Assert.Empty(data.ToArray());
    }

    [Fact]
    public void Should_Refuse_A_Position_When_It_Is_Outside()
    {
        var data = _matrix.data<long>();

        Assert.False(data.IsReadOnly);
        Assert.Throws<ArgumentOutOfRangeException>(() => data[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => data[0, -1] = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => data[6]);
        Assert.Throws<ArgumentException>(() => data[0, 0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyTo(new long[2], 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyFrom([1], 0, -1));
        Assert.Throws<ArgumentNullException>(() => data.CopyTo(null!));
        Assert.Throws<ArgumentNullException>(() => new TensorAccessor<long>(null!));
    }

    [Theory]
    [InlineData(ScalarType.BFloat16, "convert them with to_type(ScalarType.Float32) first")]
    [InlineData(ScalarType.Float64, "read them as Double")]
    public void Should_Say_How_To_Read_When_The_Type_Is_Another(ScalarType type, string advice)
    {
        var error = Assert.Throws<ArgumentException>(() => _matrix.to_type(type).data<float>());

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }
#endif
}
