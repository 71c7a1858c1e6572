#if TORCH_PROVIDER_LIBTORCH
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ResearchKit.Torch.Tests.Layout;

/// <summary>When the engine chooses the channels-last layout, how far it carries, and what ends it.</summary>
public sealed class ChannelsLastTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(8, 16, 64, true)]
    [InlineData(8, 1, 16, true)]
    [InlineData(8, 16, 65, false)] // many channels
    [InlineData(1, 16, 16, false)] // one image
    public void Should_Choose_The_Layout_By_Sizes_When_Images_Are_Convolved(int images, int inputs, int outputs, bool expected)
    {
        var output = F.conv2d(randn(images, inputs, 66, 66), randn(outputs, inputs, 3, 3));

        Assert.Equal(expected, output.IsChannelsLast);
    }

    [Fact]
    public void Should_Leave_The_Layout_Alone_When_It_Gains_Nothing()
    {
        Assert.False(F.conv2d(randn(8, 4, 10, 10), randn(4, 4, 3, 3)).IsChannelsLast);
        Assert.False(F.conv2d(randn(8, 4, 40, 40).to_type(ScalarType.Float64), randn(4, 4, 3, 3).to_type(ScalarType.Float64)).IsChannelsLast);
        Assert.False(F.conv2d(randn(8, 4, 40, 40), randn(4, 1, 3, 3), groups: 4).IsChannelsLast);
        Assert.False(F.conv2d(randn(4, 90, 90), randn(4, 4, 3, 3)).IsChannelsLast);
        Assert.False(F.conv1d(randn(8, 4, 4000), randn(4, 4, 3)).IsChannelsLast);
    }

    [Fact]
    public void Should_Carry_The_Layout_When_Layers_Follow_That_Keep_It()
    {
        using var normalization = nn.BatchNorm2d(8);
        var x = Hidden();
        var y = F.relu(normalization.call(x), true);

        Assert.True(y.IsChannelsLast);
        Assert.True((y + x).IsChannelsLast);
        Assert.True(F.max_pool2d(y, 2).IsChannelsLast);
        Assert.True(F.conv2d(y, randn(128, 8, 3, 3)).IsChannelsLast);
        Assert.False(F.conv2d(y, randn(129, 8, 3, 3)).IsChannelsLast);
        Assert.False(y.IsChannelsLast);
        Assert.True(x.IsChannelsLast);
        Assert.False(x.mean([2L, 3L]).IsChannelsLast);
        Assert.False(x.mean([0L]).IsChannelsLast);
        Assert.True(x.mean([0L]).is_contiguous());
    }

    [Fact]
    public void Should_Report_Sizes_Without_Ending_The_Layout()
    {
        var x = Hidden();
        _ = (x.shape, x.dtype, x.device, x.numel(), x.dim(), x.requires_grad, x.is_contiguous(), x.ToString());

        Assert.True(x.IsChannelsLast);
    }

    [Fact]
    public void Should_End_The_Layout_When_Memory_Is_Seen()
    {
        Action<Tensor>[] uses =
        [
            t => t.stride(), t => _ = t.Handle, t => t.data<float>(), t => t.view(-1), t => t.detach(), t => t.reshape(8, -1), t => t.retain_grad(),
            t => t.contiguous(), t => t.transpose(0, 1), t => t.zero_(), t => t.sum(), t => _ = t.bytes, t => _ = t[0], t => t.alias().Dispose(),
        ];
        foreach (var use in uses)
        {
            var x = F.conv2d(randn(8, 3, 24, 24), randn(8, 3, 3, 3).requires_grad_(true));
            Assert.True(x.IsChannelsLast);
            use(x);
            Assert.False(x.IsChannelsLast);
        }
    }

    [Fact]
    public void Should_Have_One_Memory_When_Two_Handles_Share_A_Tensor()
    {
        var x = Hidden();
        var same = F.relu(x, true);
        Assert.True(same.IsChannelsLast);
        var view = same.view(-1);
        view.fill_(3);

        Assert.Equal(3, x.max().item<float>());
        Assert.Equal(3, x.view(-1)[0].item<float>());
        x.view(-1).fill_(4);
        Assert.Equal(4, view.min().item<float>());
    }

    [Fact]
    public void Should_Give_Contiguous_Gradients_When_They_Are_Kept_On_The_Way()
    {
        var kernels = randn(8, 3, 3, 3).requires_grad_(true);
        var x = F.conv2d(randn(8, 3, 24, 24), kernels);
        x.retain_grad();
        var y = F.conv2d(F.relu(x), randn(8, 8, 3, 3));
        y.pow(2).sum().backward();

        Assert.True(x.grad()!.is_contiguous());
        Assert.Equal(x.stride(), x.grad()!.stride());
        Assert.Equal(x.numel(), x.grad()!.view(-1).numel());
    }

    [Fact]
    public void Should_Work_When_Nothing_Is_Recorded()
    {
        var (images, kernels) = (randn(8, 3, 24, 24), randn(8, 3, 3, 3));
        var outside = F.conv2d(images, kernels);
        Tensor inside;
        using (inference_mode())
        {
            inside = F.conv2d(images, kernels).relu();
            Assert.True(inside.IsChannelsLast);
            Assert.Equal(outside.numel(), outside.view(-1).numel());
        }

        Assert.True(inside.IsChannelsLast);
        Assert.Equal(outside.relu().data<float>().ToArray(), inside.view(-1).data<float>().ToArray());
        var weight = ones(1).requires_grad_(true);
        Assert.Equal(outside.sum().item<float>(), autograd.grad([(outside * weight).sum()], [weight])[0].item<float>(), 0.01f);
    }

    [Fact]
    public void Should_Give_Libtorchs_Message_When_Shapes_Do_Not_Fit()
    {
        var x = Hidden();
        Assert.ThrowsAny<Exception>(() => x + ones(3, 3));
        Assert.True(x.IsChannelsLast);
        var error = Assert.ThrowsAny<Exception>(() => F.conv2d(x, randn(4, 8, 40, 40)));

        Assert.Contains("Kernel size can't be greater than actual input size", error.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() =>
        {
            x.Dispose();
            return x.relu();
        });
    }

    private static Tensor Hidden()
    {
        var x = F.conv2d(randn(8, 3, 24, 24), randn(8, 3, 3, 3));
        Assert.True(x.IsChannelsLast);
        return x;
    }
}
#endif
