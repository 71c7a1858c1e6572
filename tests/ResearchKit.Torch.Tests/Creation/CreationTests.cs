using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Creation;

public sealed class CreationTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _like = zeros(2, 3, dtype: ScalarType.Float64);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Should_Have_Shape_And_Type_Of_Another_When_Made_Like_It()
    {
        Tensor[] made =
        [
            empty_like(_like), _like.empty_like(), zeros_like(_like), ones_like(_like), full_like(_like, 7), _like.full_like(7), rand_like(_like), randn_like(_like),
            _like.randn_like(), randint_like(_like, 0, 5), _like.randint_like(0, 5),
        ];

        Assert.All(made, tensor => Assert.Equal([2, 3], tensor.shape));
        Assert.All(made, tensor => Assert.Equal(ScalarType.Float64, tensor.dtype));
        Assert.Equal(42, full_like(_like, 7).sum().item<double>());
        Assert.Equal(ScalarType.Int64, full_like(_like, 7, ScalarType.Int64).dtype);
        Assert.True((randint_like(_like, 2, 4) >= 2).all().item<bool>());
    }

    [Fact]
    public void Should_Take_Its_Own_Shape_When_Made_New_From_Another()
    {
        Assert.Equal([4], _like.new_zeros(4).shape);
        Assert.Equal(ScalarType.Float64, _like.new_zeros(4).dtype);
        Assert.Equal(6, _like.new_ones(2, 3).sum().item<double>());
        Assert.Equal(24, _like.new_ones(2, 3, 4).sum().item<double>());
        Assert.Equal(10, _like.new_full(new long[] { 5 }, 2).sum().item<double>());
        Assert.Equal([3, 1], _like.new_empty(3, 1).shape);
        Assert.Equal(ScalarType.Int32, _like.new_zeros(1, ScalarType.Int32).dtype);
    }

    [Fact]
    public void Should_Lie_In_Memory_As_Asked_When_Strides_Are_Given()
    {
        var tensor = empty_strided([2, 3], [1, 2]);

        Assert.Equal([1, 2], tensor.stride());
        Assert.False(tensor.is_contiguous());
    }

    [Fact]
    public void Should_Share_The_Array_When_Made_From_A_Buffer()
    {
        var array = new[] { 1f, 2, 3, 4, 5 };
        var tensor = frombuffer(array, ScalarType.Float32, 3, 1);
        array[1] = 20;

        Assert.Equal([20, 3, 4], tensor.data<float>().ToArray());
    }

    [Fact]
    public void Should_Step_Evenly_When_A_Sequence_Is_Made()
    {
        Assert.Equal([1, 10, 100], logspace(0, 2, 3, dtype: ScalarType.Float64).data<double>().ToArray());
        Assert.Equal([1, 2, 4], logspace(0, 2, 3, 2, ScalarType.Float64).data<double>().ToArray());
        Assert.Equal([0, 0.5, 1], linspace(0, 1, 3, ScalarType.Float64).data<double>().ToArray());
        Assert.Equal([1, 0, 0, 0, 1, 0], eye(2, 3).data<float>().ToArray());
        Assert.Equal([8, 4, 2, 1], vander(tensor(new[] { 2.0 }), 4).data<double>().ToArray());
    }

    [Fact]
    public void Should_Span_A_Grid_When_Vectors_Are_Meshed()
    {
        var grid = meshgrid([arange(2), arange(3)]);

        Assert.Equal([0, 0, 0, 1, 1, 1], grid[0].contiguous().data<long>().ToArray());
        Assert.Equal([0, 1, 2, 0, 1, 2], grid[1].contiguous().data<long>().ToArray());
        Assert.Equal([3, 2], meshgrid([arange(2), arange(3)], "xy")[0].shape);
    }

    [Fact]
    public void Should_Be_Of_The_Named_Type_When_Converted_By_Name()
    {
        var numbers = tensor(new[] { 0.0, 1.0 });

        Assert.Equal(
            [ScalarType.Bool, ScalarType.Byte, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64, ScalarType.Float32, ScalarType.Float64],
            new[] { BoolTensor(numbers), ByteTensor(numbers), ShortTensor(numbers), IntTensor(numbers), LongTensor(numbers), FloatTensor(numbers), DoubleTensor(numbers) }
                .Select(tensor => tensor.dtype));
    }

#if TORCH_PROVIDER_LIBTORCH
    [Fact]
    public void Should_Refuse_When_A_Buffer_Ends_Before_The_Elements_Do()
    {
        Assert.ThrowsAny<ArgumentException>(() => frombuffer(new float[3], ScalarType.Float32, 4));
        Assert.ThrowsAny<ArgumentException>(() => frombuffer(new float[3], ScalarType.Float32, 2, 2));
        Assert.ThrowsAny<Exception>(() => zeros(-1));
        Assert.ThrowsAny<Exception>(() => linspace(0, 1, -2));
    }
#endif
}
