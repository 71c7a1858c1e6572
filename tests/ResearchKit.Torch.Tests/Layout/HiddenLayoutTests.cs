using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Layout;

/// <summary>The engine may lay the output of a convolution out with its channels last; a program must not be able to tell.</summary>
public sealed class HiddenLayoutTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _images;
    private readonly Tensor _kernels;

    public HiddenLayoutTests()
    {
        manual_seed(5);
        _images = randn(8, 3, 24, 24);
        _kernels = randn(6, 3, 3, 3);
    }

    public static TheoryData<string> Readers => [.. _readers.Keys];

    /// <summary>Ways to look at the elements: each must give them in the order of their indices.</summary>
    private static readonly Dictionary<string, Func<Tensor, float[]>> _readers = new()
    {
        ["data"] = t => t.data<float>().ToArray(),
        ["enumerated"] = t => t.data<float>().ToList().ToArray(),
        ["ndarray"] = t => t.data<float>().ToNDArray().Cast<float>().ToArray(),
        ["bytes"] = t => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(t.bytes).ToArray(),
        ["view"] = t => t.view(-1).data<float>().ToArray(),
        ["view_as"] = t => t.view_as(empty(t.numel())).data<float>().ToArray(),
        ["reshape"] = t => t.reshape(-1).data<float>().ToArray(),
        ["flatten"] = t => t.flatten().data<float>().ToArray(),
        ["flatten_images"] = t => t.flatten(1).flatten().data<float>().ToArray(),
        ["unflatten"] = t => t.unflatten(1, 2, 3).flatten().data<float>().ToArray(),
        ["contiguous"] = t => t.contiguous().data<float>().ToArray(),
        ["clone"] = t => t.clone().view(-1).data<float>().ToArray(),
        ["detach"] = t => t.detach().view(-1).data<float>().ToArray(),
        ["alias"] = t => t.alias().view(-1).data<float>().ToArray(),
        ["cpu"] = t => t.cpu().view(-1).data<float>().ToArray(),
        ["index"] = t => cat([.. Enumerable.Range(0, (int)t.shape[0]).Select(i => t[i].contiguous().view(-1))]).data<float>().ToArray(),
        ["unbind"] = t => stack(t.unbind()).view(-1).data<float>().ToArray(),
        ["as_strided"] = t => t.as_strided([t.numel()], [1]).data<float>().ToArray(),
        ["to_type"] = t => t.to_type(ScalarType.Float64).view(-1).to_type(ScalarType.Float32).data<float>().ToArray(),
        ["cat"] = t => cat([t, t]).view(2, -1)[0].data<float>().ToArray(),
        ["permuted"] = t => t.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).reshape(-1).data<float>().ToArray(),
        ["copied"] = t => empty(t.shape).copy_(t).view(-1).data<float>().ToArray(),
        ["read"] = t => [.. Enumerable.Range(0, (int)t.numel()).Select(i => t.ReadCpuSingle(i))],
        ["scalars"] = t => [.. t.shape[0] > 0 ? Enumerable.Range(0, (int)t.numel()).Select(i => t.data<float>()[i]) : []],
    };

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public void Should_Give_Elements_In_The_Order_Of_Their_Indices_When_Read(string reader)
    {
        var output = nn.functional.relu(Convolve()); // (8, 6, 22, 22)
        var (expected, found) = (Expected().relu().to_type(ScalarType.Float32).data<float>().ToArray(), _readers[reader](output));

        Reference.Close.To(expected, found);
    }

    [Fact]
    public void Should_Be_Contiguous_When_Asked()
    {
        var output = Convolve();

        Assert.True(output.is_contiguous());
        Assert.Equal(new long[] { 6 * 22 * 22, 22 * 22, 22, 1 }, output.stride());
        Assert.Equal(22, output.stride(2));
        Assert.Equal(0, output.storage_offset());
        Assert.Equal([8, 6, 22, 22], output.shape);
    }

    [Fact]
    public void Should_Write_Through_When_A_View_Changes()
    {
        var output = Convolve();
        var (view, flat, row, alias) = (output.view(-1), output.reshape(8, -1), output[3], output.detach());
        view.fill_(1);
        flat[0].fill_(2);
        row.fill_(3);
        alias[7].fill_(4);

        Assert.Equal(6 * 22 * 22 * (2 + 3 + 4 + 5), output.sum().item<float>());
    }

    [Fact]
    public void Should_Write_Through_When_Elements_Are_Set()
    {
        var output = Convolve();
        output.data<float>()[1, 2, 3, 4] = 77;
        output[0, 0, 0, 0] = tensor(55f);

        Assert.Equal(77, output[1, 2, 3, 4].item<float>());
        Assert.Equal(77, output.view(-1)[(6 * 22 * 22) + (2 * 22 * 22) + (3 * 22) + 4].item<float>());
        Assert.Equal(55, output.data<float>()[0]);
    }

    [Fact]
    public void Should_Draw_The_Same_Numbers_When_Memory_Is_Filled_At_Random()
    {
        var output = Convolve();
        var plain = output.detach().clone();
        manual_seed(3);
        var expected = nn.functional.dropout(plain, 0.5, training: true).data<float>().ToArray();
        manual_seed(3);

        Assert.Equal(expected, nn.functional.dropout(Convolve(), 0.5, training: true).data<float>().ToArray());
        manual_seed(3);
        var drawn = rand_like(plain).data<float>().ToArray();
        manual_seed(3);
        Assert.Equal(drawn, rand_like(Convolve()).data<float>().ToArray());
        manual_seed(3);
        Assert.Equal(drawn, Convolve().uniform_(0, 1).data<float>().ToArray());
    }

#if TORCH_PROVIDER_LIBTORCH // TorchSharp 0.99 ends the process here
    [Fact]
    public void Should_Refuse_The_Backward_Pass_When_A_View_Changed_What_It_Needs()
    {
        var kernels = _kernels.requires_grad_(true);
        var output = nn.functional.conv2d(_images, kernels).sigmoid();
        var loss = output.sum();
        using (no_grad())
        {
            output.view(-1).mul_(2);
        }

        var error = Assert.ThrowsAny<Exception>(() => autograd.grad([loss], [kernels]));

        Assert.Contains("modified by an inplace operation", error.Message, StringComparison.Ordinal);
    }
#endif

    [Fact]
    public void Should_Leave_Nothing_Alive_When_Everything_Is_Disposed()
    {
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            var kernels = _kernels.clone().requires_grad_(true);
            var output = nn.functional.conv2d(_images, kernels);
            var loss = (output.relu() + output.view(8, 6, 22, 22)).mean();
            loss.backward();
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    private Tensor Convolve() => nn.functional.conv2d(_images, _kernels);

    private Tensor Expected() => nn.functional.conv2d(_images.to_type(ScalarType.Float64), _kernels.to_type(ScalarType.Float64));
}
