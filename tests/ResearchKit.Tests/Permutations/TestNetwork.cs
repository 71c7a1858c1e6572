using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ResearchKit.Tests.Permutations;

/// <summary>A network written as a function of its state dict, with random tensors and a random input.</summary>
internal sealed class TestNetwork
{
    private readonly ScalarType _dtype;
    private Generator? _generator;

    private TestNetwork(ScalarType dtype) => _dtype = dtype;

    /// <summary>What runs the layers: either makes tensors (on the first pass) or reads them.</summary>
    public delegate Tensor Layers(TestNetwork network, Tensor x);

    public Dictionary<string, Tensor> StateDict { get; } = [];

    public Tensor Input { get; private set; } = zeros(0);

    public Func<IReadOnlyDictionary<string, Tensor>, Tensor> Forward { get; private set; } = _ => zeros(0);

    private IReadOnlyDictionary<string, Tensor>? Read { get; set; }

    public static TestNetwork Create(long[] input, Layers layers, int seed = 1, ScalarType dtype = ScalarType.Float64)
    {
        using var generator = new Generator((ulong)seed);
        var network = new TestNetwork(dtype) { _generator = generator };
        network.Input = randn(input, dtype: dtype, generator: generator);
        layers(network, network.Input);
        network._generator = null;
        network.Forward = parameters =>
        {
            network.Read = parameters;
            return layers(network, network.Input);
        };
        return network;
    }

    public Tensor Linear(string name, Tensor x, long outputs, bool bias = true) =>
        linear(x, Get($"{name}.weight", outputs, x.shape[1]), bias ? Get($"{name}.bias", outputs) : null);

    public Tensor Conv(string name, Tensor x, long outputs, int kernel = 3, long stride = 1, bool bias = true, long groups = 1) =>
        conv2d(x, Get($"{name}.weight", outputs, x.shape[1] / groups, kernel, kernel), bias ? Get($"{name}.bias", outputs) : null, [stride, stride], [kernel / 2, kernel / 2], [1, 1], groups);

    public Tensor BatchNorm(string name, Tensor x)
    {
        var n = x.shape[1];
        var weight = Get($"{name}.weight", n);
        var bias = Get($"{name}.bias", n);
        var mean = Get($"{name}.running_mean", n);
        var variance = Get($"{name}.running_var", n);
        if (Read is null)
        {
            variance.abs_().add_(0.5);
            StateDict.Add($"{name}.num_batches_tracked", tensor(3L));
        }

        return batch_norm(x, mean, variance, weight, bias);
    }

    /// <summary>Layer normalisation over all axes but the first.</summary>
    public Tensor LayerNorm(string name, Tensor x) => layer_norm(x, x.shape[1..], Get($"{name}.weight", x.shape[1..]), Get($"{name}.bias", x.shape[1..]));

    public Tensor GroupNorm(string name, Tensor x, long groups) => group_norm(x, groups, Get($"{name}.weight", x.shape[1]), Get($"{name}.bias", x.shape[1]));

    public Tensor Get(string name, params long[] shape)
    {
        if (Read is not null)
        {
            return Read[name];
        }

        var scale = 1 / Math.Sqrt(shape.Length > 1 ? shape[1..].Aggregate(1L, (a, b) => a * b) : 4);
        var tensor = randn(shape, dtype: _dtype, generator: _generator) * scale;
        StateDict.Add(name, tensor);
        return tensor;
    }
}
