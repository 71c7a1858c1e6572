using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>Makes parameters whose values depend on the seed and the parameter's full name alone.</summary>
internal sealed class ParameterFactory(Seed seed, ScalarType dataType)
{
    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType => dataType;

    /// <summary>Draws from a normal distribution around 0.</summary>
    public Tensor Normal(string name, long[] shape, double deviation)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(unchecked((ulong)seed.For(name).ToInt64()));
        return (randn(shape, dtype: dataType, generator: generator) * deviation).MoveToOuterDisposeScope();
    }

    /// <summary>A parameter of such values.</summary>
    public Parameter Parameter(string name, long[] shape, double deviation)
    {
        using var values = Normal(name, shape, deviation);
        return (Parameter)new Parameter(values).DetachFromDisposeScope();
    }

    /// <summary>A parameter of one value.</summary>
    public Parameter Constant(long[] shape, double value)
    {
        using var values = full(shape, value, dtype: dataType);
        return (Parameter)new Parameter(values).DetachFromDisposeScope();
    }

    /// <summary>A dense layer with normal weights, and zero biases where it has any.</summary>
    public Linear Linear(string name, long inputs, long outputs, double deviation, bool bias = false)
    {
        var layer = nn.Linear(inputs, outputs, bias, dtype: dataType).OutsideScopes();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        layer.weight!.copy_(Normal($"{name}.weight", [outputs, inputs], deviation));
        layer.bias?.zero_();
        return layer;
    }
}
