using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ResearchKit.Torch.Tests.Layout;

/// <summary>Networks of convolutions in float32, whose layout the engine chooses, beside the same in float64, whose layout it leaves alone.</summary>
public sealed class LayoutGradientTests : IDisposable
{
    /// <summary>Sums over some thousand float32 products in another order.</summary>
    private const double Tolerance = 2e-4;

    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>What may follow a convolution; w is a vector with an element for each channel.</summary>
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> _layers = new()
    {
        ["nothing"] = (x, w) => x,
        ["relu"] = (x, w) => F.relu(x),
        ["relu_method"] = (x, w) => x.relu(),
        ["relu_in_place"] = (x, w) => F.relu(x, true),
        ["relu6"] = (x, w) => F.relu6(x),
        ["leaky_relu"] = (x, w) => F.leaky_relu(x, 0.1),
        ["elu"] = (x, w) => F.elu(x, 1.0),
        ["gelu"] = (x, w) => F.gelu(x),
        ["tanh"] = (x, w) => x.tanh(),
        ["sigmoid"] = (x, w) => x.sigmoid(),
        ["silu"] = (x, w) => x.silu(),
        ["hardtanh"] = (x, w) => x.hardtanh(-1, 1),
        ["batch_norm"] = (x, w) => F.batch_norm(x, zeros_like(w), ones_like(w), w, w, training: true),
        ["batch_norm_evaluation"] = (x, w) => F.batch_norm(x, zeros_like(w), ones_like(w), w, w),
        ["group_norm"] = (x, w) => F.group_norm(x, 2, w, w),
        ["instance_norm"] = (x, w) => F.instance_norm(x),
        ["max_pool2d"] = (x, w) => F.max_pool2d(x, 2),
        ["avg_pool2d"] = (x, w) => F.avg_pool2d(x, 3, 2, 1),
        ["adaptive_avg_pool2d"] = (x, w) => F.adaptive_avg_pool2d(x, (3, 2)),
        ["mean"] = (x, w) => x.mean([2L, 3L]),
        ["mean_kept"] = (x, w) => x.mean([2L, 3L], true) * x,
        ["mean_of_images"] = (x, w) => x.mean([0L]),
        ["sum"] = (x, w) => x.sum(1),
        ["skip"] = (x, w) => x + F.relu(x),
        ["skip_in_place"] = (x, w) => (x * 1).add_(x),
        ["scaled"] = (x, w) => x * w.view(1, -1, 1, 1),
        ["scaled_by_number"] = (x, w) => (x * 2) - 1,
        ["second_convolution"] = (x, w) => F.conv2d(F.relu(x), w.view(1, -1, 1, 1).expand(5, w.numel(), 1, 1).contiguous()),
        ["many_channels"] = (x, w) => F.conv2d(x, w.view(1, -1, 1, 1).expand(130, w.numel(), 1, 1).contiguous()),
        ["groups"] = (x, w) => F.conv2d(x, w.view(-1, 1, 1, 1), groups: w.numel()),
        ["transposed_convolution"] = (x, w) => F.conv_transpose2d(x, w.view(-1, 1, 1, 1)),
        ["pad"] = (x, w) => F.pad(x, (1, 2, 2, 1)),
        ["view"] = (x, w) => x.view(x.shape[0], -1),
        ["flatten"] = (x, w) => x.flatten(1),
        ["permute"] = (x, w) => x.permute(0, 2, 3, 1).matmul(w),
        ["index"] = (x, w) => x[1..3, TensorIndex.Colon, 2],
        ["split"] = (x, w) => x.chunk(2, 1)[1],
        ["cat"] = (x, w) => cat([x, x.relu()], 1),
        ["softmax"] = (x, w) => F.softmax(x, 1),
        ["einsum"] = (x, w) => einsum("nchw,c->nhw", x, w),
        ["cross_entropy"] = (x, w) => F.cross_entropy(x, zeros(x.shape[0], x.shape[2], x.shape[3], dtype: ScalarType.Int64)),
    };

    public static TheoryData<string> Layers => [.. _layers.Keys];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Layers))]
    public void Should_Give_Value_And_Gradients_Of_The_Same_Function_When_A_Layer_Follows_A_Convolution(string name)
    {
        var single = Evaluate(name, ScalarType.Float32, inputs => inputs);
        var exact = Evaluate(name, ScalarType.Float64, inputs => inputs);

        Compare(exact, single);
    }

    [Fact]
    public void Should_Give_The_Same_Products_With_The_Hessian_When_Differentiated_Twice()
    {
        Compare(HessianProduct(ScalarType.Float64), HessianProduct(ScalarType.Float32));

        static List<Tensor> HessianProduct(ScalarType type)
        {
            var (images, kernels, weights) = Inputs(type);
            var hidden = F.batch_norm(F.conv2d(images, kernels, padding: [1, 1]), zeros_like(weights), ones_like(weights), weights, weights, training: true);
            var loss = F.conv2d(hidden.tanh(), kernels.permute(1, 0, 2, 3).contiguous()).pow(2).mean();
            var first = autograd.grad([loss], [kernels, weights], retain_graph: true, create_graph: true);
            var direction = first[0].mul(linspace(-1, 1, kernels.numel(), type).view(kernels.shape)).sum() + first[1].sum();
            return [first[0], .. autograd.grad([direction], [kernels, weights, images])];
        }
    }

    [Fact]
    public void Should_Give_Contiguous_Gradients_When_They_Are_Accumulated_Or_Returned()
    {
        var (images, kernels, weights) = Inputs(ScalarType.Float32);
        var hidden = F.conv2d(images, kernels);
        var output = F.batch_norm(hidden, zeros_like(weights), ones_like(weights), weights, weights, training: true).relu();
        var returned = autograd.grad([output.pow(2).mean()], [images, kernels, hidden], retain_graph: true);
        output.pow(2).mean().backward();

        Assert.All(returned, gradient => Assert.True(gradient.is_contiguous()));
        Assert.All(returned, gradient => Assert.Equal(gradient.numel(), gradient.view(-1).numel()));
#if TORCH_PROVIDER_LIBTORCH
        Assert.All(new[] { images, kernels }, leaf => Assert.Equal(leaf.stride(), leaf.grad()!.stride()));
#endif
    }

    [Fact]
    public void Should_Keep_Parameters_And_State_Contiguous_When_A_Network_Trains()
    {
        using var network = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding: 1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2));
        using var optimizer = optim.SGD(network.parameters(), 0.1, 0.9);
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            F.cross_entropy(network.call(randn(8, 3, 24, 24)), zeros(8, dtype: ScalarType.Int64)).backward();
            optimizer.step();
        }

        Assert.All(network.state_dict().Values, tensor => Assert.True(tensor.is_contiguous()));
        Assert.All(network.parameters(), parameter => Assert.Equal(parameter.numel(), parameter.view(-1).numel()));
        Assert.All(network.state_dict().Values.Where(tensor => tensor.is_floating_point()), tensor => Assert.True(tensor.isfinite().all().item<bool>()));
    }

    private static List<Tensor> Evaluate(string name, ScalarType type, Func<Tensor, Tensor> prepare)
    {
        var (images, kernels, weights) = Inputs(type);
        var output = prepare(_layers[name](F.conv2d(images, kernels), weights));
        var scale = linspace(0.5, 1.5, output.numel(), type).reshape(output.shape);
        var gradients = autograd.grad([(output * scale).sum()], [images, kernels, weights], allow_unused: true);
        return [output, .. gradients.Where(gradient => gradient is { IsInvalid: false })];
    }

    private static (Tensor Images, Tensor Kernels, Tensor Weights) Inputs(ScalarType type)
    {
        manual_seed(9);
        var (images, kernels, weights) = (randn(8, 3, 24, 24), randn(6, 3, 3, 3) / 5, rand(6) + 0.5);
        return (Leaf(images), Leaf(kernels), Leaf(weights));

        Tensor Leaf(Tensor values) => values.to_type(type).detach().requires_grad_(true);
    }

    private static void Compare(List<Tensor> expected, List<Tensor> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].shape, actual[i].shape);
            var scale = Math.Max(1, expected[i].abs().max().item<double>());
            var error = (expected[i] - actual[i].to_type(ScalarType.Float64)).abs().max().item<double>();
            Assert.True(error <= Tolerance * scale, $"Result {i} differs by {error:g3} at a scale of {scale:g3}.");
        }
    }
}
