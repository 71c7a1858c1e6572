using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests;

public class SmokeTests
{
    [Fact]
    public void Should_Train_A_Line_When_Gradients_Are_Followed()
    {
        var x = linspace(-1, 1, 50).reshape(-1, 1);
        var y = x * 3 + 0.5;
        var w = zeros(1, 1, requires_grad: true);
        var b = zeros(1, requires_grad: true);
        for (var i = 0; i < 200; i++)
        {
            var loss = (x.matmul(w) + b - y).pow(2).mean();
            var g = autograd.grad(new[] { loss }, new[] { w, b });
            using (no_grad())
            {
                w.sub_(g[0] * 0.5);
                b.sub_(g[1] * 0.5);
            }
        }

        Assert.Equal(3, w.item<float>(), 1e-3);
        Assert.Equal(0.5, b.item<float>(), 1e-3);
    }

    [Fact]
    public void Should_Read_And_Write_Elements_When_Indexed()
    {
        var t = arange(12).reshape(3, 4);
        Assert.Equal(6, t[1, 2].item<long>());
        Assert.Equal(new long[] { 4, 5, 6, 7 }, t[1].data<long>().ToArray());
        Assert.Equal(new long[] { 1, 5, 9 }, t[TensorIndex.Colon, 1].data<long>().ToArray());
        Assert.Equal(new long[] { 5, 6, 9, 10 }, t[1.., 1..3].data<long>().ToArray());
        Assert.Equal(new long[] { 3, 7, 11 }, t[TensorIndex.Ellipsis, -1].data<long>().ToArray());
        Assert.Equal(new long[] { 9, 10, 11 }, t[t > 8].data<long>().ToArray());
        t[0, 0] = tensor(100L);
        t[tensor(new long[] { 1, 2 }), tensor(new long[] { 0, 3 })] = tensor(-1L);
        Assert.Equal(new long[] { 100, 1, 2, 3, -1, 5, 6, 7, 8, 9, 10, -1 }, t.data<long>().ToArray());
    }

#if TORCH_PROVIDER_LIBTORCH
    [Fact]
    public void Should_Not_End_The_Process_When_The_Smallest_Integer_Is_Divided_By_Minus_One()
    {
        var a = tensor(new[] { long.MinValue, 7, -7 });
        var b = tensor(new long[] { -1, -1, 2 });
        Assert.Equal(new long[] { long.MinValue, -7, -4 }, a.floor_divide(b).data<long>().ToArray());
        Assert.Equal(new long[] { 0, 0, 1 }, a.remainder(b).data<long>().ToArray());
        Assert.Equal(new long[] { 0, 0, -1 }, a.fmod(b).data<long>().ToArray());
        Assert.Equal(new long[] { long.MinValue, -7, 7 }, a.div(-1, RoundingMode.trunc).data<long>().ToArray());
    }
#endif
}
