using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ResearchKit.Torch.Tests.Layout;

/// <summary>One output of a convolution used by several threads at once, some of which look at its memory.</summary>
public class LayoutThreadTests
{
    private const int Rounds = 60;

    [Fact]
    public void Should_Give_The_Same_Elements_When_Threads_Use_A_Tensor_Together()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var (images, kernels) = (randn(8, 3, 24, 24), randn(8, 3, 3, 3));
        var expected = F.conv2d(images, kernels).relu().sum().item<float>();
        Func<Tensor, Tensor>[] uses =
        [
            t => t.relu(), t => F.relu(t).view(-1), t => t.view(-1).relu(), t => t.flatten(1).relu(), t => F.max_pool2d(t, 1).relu(), t => (t + 0).relu(),
        ];
        for (var round = 0; round < Rounds; round++)
        {
            using var output = F.conv2d(images, kernels);
            var sums = new float[uses.Length];
            Parallel.For(0, uses.Length, new ParallelOptions { MaxDegreeOfParallelism = uses.Length }, i =>
            {
                using var inner = NewDisposeScope();
                sums[i] = uses[i](output).sum().item<float>();
            });

            Assert.All(sums, sum => Assert.Equal(expected, sum, Math.Abs(expected) * 1e-4f));
        }
    }

    [Fact]
    public async Task Should_Give_The_Same_Gradient_When_Another_Thread_Looks_At_What_The_Graph_Holds()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var (images, kernels) = (randn(8, 3, 24, 24), randn(8, 3, 3, 3).requires_grad_(true));
        float[]? expected = null;
        for (var round = 0; round < Rounds; round++)
        {
            using var inner = NewDisposeScope();
            var first = F.conv2d(images, kernels);
            var second = F.relu(first);
            var loss = F.conv2d(second, ones(4, 8, 1, 1)).pow(2).mean();
            var looking = Task.Run(() => first.view(-1).sum().item<float>() + second.view(-1).sum().item<float>(), TestContext.Current.CancellationToken);
            var gradient = autograd.grad([loss], [kernels])[0].data<float>().ToArray();
            Assert.True(float.IsFinite(await looking));
            expected ??= gradient;
            Reference.Close.To(expected, gradient, 1e-3);
        }
    }
}
