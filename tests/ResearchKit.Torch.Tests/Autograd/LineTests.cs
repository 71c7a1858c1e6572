using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Autograd;

public class LineTests
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
}
