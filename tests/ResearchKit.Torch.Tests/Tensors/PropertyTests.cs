using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Tensors;

public sealed class PropertyTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Should_Describe_The_Tensor_When_Asked()
    {
        var tensor = zeros(2, 3, dtype: ScalarType.Float64);

        Assert.Equal((2L, 2L, 2L), (tensor.Dimensions, tensor.ndim, tensor.dim()));
        Assert.Equal((6L, 6L), (tensor.NumberOfElements, tensor.numel()));
        Assert.Equal((8L, 8L), (tensor.ElementSize, tensor.element_size()));
        Assert.Equal((DeviceType.CPU, -1), (tensor.device_type, tensor.device_index));
        Assert.Equal((false, false, false), (tensor.is_cuda, tensor.is_sparse, tensor.is_integral()));
        Assert.Equal((true, false), (tensor.is_floating_point(), tensor.is_complex()));
        Assert.True(zeros(1, dtype: ScalarType.Int16).is_integral());
        Assert.Equal(3, tensor.size(-1));
        Assert.ThrowsAny<Exception>(() => tensor.size(2));
    }

    [Fact]
    public void Should_Follow_PyTorchs_Rules_When_Types_Meet()
    {
        Assert.Equal(ScalarType.Float32, promote_types(ScalarType.Int64, ScalarType.Float32));
        Assert.Equal(ScalarType.Float64, promote_types(ScalarType.Float32, ScalarType.Float64));
        Assert.Equal(ScalarType.Int64, result_type(zeros(2, dtype: ScalarType.Int32), zeros(2, dtype: ScalarType.Int64)));
        Assert.True(can_cast(ScalarType.Float64, ScalarType.Float32));
        Assert.False(can_cast(ScalarType.Float32, ScalarType.Int64));
        Assert.Equal(ScalarType.Float32, get_default_dtype());
        Assert.Equal(ScalarType.Int64, zeros(1).type_as(arange(2)).dtype);
        Assert.True(is_tensor(zeros(1)));
        Assert.False(is_tensor("text"));
    }

    [Fact]
    public void Should_List_Positions_When_Elements_Are_Not_Zero()
    {
        var positions = tensor(new[] { 0, 3, 0, 4 }).reshape(2, 2).nonzero_as_list();

        Assert.Equal([0, 1], positions[0].data<long>().ToArray());
        Assert.Equal([1, 1], positions[1].data<long>().ToArray());
    }

    [Fact]
    public void Should_Write_Elements_When_Positions_Are_Given()
    {
        var matrix = zeros(2, 3);
        matrix.index_put_(5f, TensorIndex.Tensor(tensor(new long[] { 0, 1 })), TensorIndex.Tensor(tensor(new long[] { 2, 0 })));

        Assert.Equal([0, 0, 5, 5, 0, 0], matrix.data<float>().ToArray());
    }

    [Fact]
    public void Should_Rebuild_The_Matrix_When_Reflections_Are_Applied()
    {
        manual_seed(4);
        var a = randn(4, 3, ScalarType.Float64);
        var (packed, tau) = geqrf(a);
        var (q, r) = linalg.qr(a);

        Assert.True(allclose(q.matmul(r), ormqr(packed, tau, cat([packed[..3].triu(), zeros(1, 3, ScalarType.Float64)]))));
    }

#if TORCH_PROVIDER_LIBTORCH // TorchSharp 0.99 compares sizes as objects, and calls the smallest number eps
    [Fact]
    public void Should_Compare_And_Join_Sizes_When_They_Are_Values()
    {
        var size = new Size(new long[] { 2, 3, 4 });

        Assert.Equal((3, 24L, 4L), (size.Length, size.numel(), size[2]));
        Assert.True(size == new Size([2L, 3, 4]));
        Assert.True(size != new Size([2L, 3]));
        Assert.Equal([2, 3, 4, 5], (size + new Size([5L])).Shape);
        Assert.Equal([3, 4], size.Slice(1, 3).Shape);
        Assert.Equal([2L, 3, 4], size);
        Assert.Equal([2, 3], broadcast_shapes([2, 1], [3]).Shape);
        Assert.ThrowsAny<Exception>(() => broadcast_shapes([2], [3]));
    }

    [Fact]
    public void Should_Say_What_A_Type_Can_Hold_When_Asked()
    {
        Assert.Equal((32, 64), (finfo(ScalarType.Float32).bits, finfo(ScalarType.Float64).bits));
        Assert.Equal(Math.Pow(2, -52), finfo(ScalarType.Float64).eps);
    }
#endif
}
