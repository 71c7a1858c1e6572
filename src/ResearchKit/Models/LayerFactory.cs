using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>Makes layers whose parameters depend on the seed and the layer's name alone.</summary>
/// <remarks>The engine's global generator has no influence: each tensor has its own stream, so that adding a layer does not change the others.</remarks>
internal sealed class LayerFactory(Seed seed, Initialization initialization, ScalarType dataType)
{
    private const double TableDeviation = 0.02;

    /// <summary>Makes a dense layer named <paramref name="name"/>; weights are as small as with <paramref name="fanIn"/> inputs, by default with those it has.</summary>
    public Linear Linear(string name, long inputs, long outputs, bool bias, long? fanIn = null)
    {
        var layer = nn.Linear(inputs, outputs, bias, dtype: dataType).OutsideScopes();
        Initialize(layer, name, fanIn ?? inputs);
        return layer;
    }

    /// <summary>Makes a square convolution named <paramref name="name"/>.</summary>
    public Conv2d Convolution(string name, long inputs, long outputs, long kernel, long stride, long padding, bool bias)
    {
        var layer = nn.Conv2d(inputs, outputs, kernel, stride: stride, padding: padding, bias: bias, dtype: dataType).OutsideScopes();
        Initialize(layer, name, inputs * kernel * kernel);
        return layer;
    }

    /// <summary>Makes a normalisation of maps, or null for <see cref="Normalization.None"/>; its weight is 1 and its bias 0.</summary>
    public nn.Module<Tensor, Tensor>? Normalization(Normalization kind, long channels, long height, long width) => kind switch
    {
        Models.Normalization.None => null,
        Models.Normalization.Batch => nn.BatchNorm2d(channels, dtype: dataType).OutsideScopes(),
        Models.Normalization.Layer => nn.LayerNorm([channels, height, width], dtype: dataType).OutsideScopes(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no such normalisation"),
    };

    /// <summary>Makes a table of vectors named <paramref name="name"/>, normal with standard deviation 0.02 as in GPT-2 and BERT.</summary>
    public Embedding Embedding(string name, long count, long size)
    {
        var layer = nn.Embedding(count, size, dtype: dataType).OutsideScopes();
        using var frozen = no_grad();
        using var values = Draw($"{name}.weight", count, size);
        layer.weight!.copy_(values);
        return layer;
    }

    /// <summary>Makes a parameter named <paramref name="name"/>, normal with standard deviation 0.02.</summary>
    public Parameter Table(string name, params long[] shape) => (Parameter)nn.Parameter(Draw(name, shape)).DetachFromDisposeScope();

    private Tensor Draw(string name, params long[] shape)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(unchecked((ulong)seed.For(name).ToInt64()));
        return (randn(shape, dtype: dataType, generator: generator) * TableDeviation).MoveToOuterDisposeScope();
    }

    private void Initialize(nn.Module layer, string name, long fanIn)
    {
        var bound = 1 / Math.Sqrt(fanIn);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (part, parameter) in layer.named_parameters())
        {
            using var generator = new Generator(unchecked((ulong)seed.For($"{name}.{part}").ToInt64()));
            var values = part == "weight" && initialization == Initialization.KaimingNormal
                ? randn(parameter.shape, dtype: dataType, generator: generator) * Math.Sqrt(2.0 / fanIn)
                : (rand(parameter.shape, dtype: dataType, generator: generator) * (2 * bound)) - bound;
            parameter.copy_(values);
        }
    }
}
