using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Affine map y = x Wᵀ + b.</summary>
/// <remarks>
/// Input (*, in_features), output (*, out_features). The weight (out_features, in_features) and then the bias (out_features) are drawn
/// uniformly from (-1/sqrt(in_features), 1/sqrt(in_features)), as in PyTorch.
/// </remarks>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Linear))
    {
        in_features = inputSize;
        out_features = outputSize;
        weight = LayerTensors.Uninitialised(device, dtype, outputSize, inputSize);
        if (hasBias)
        {
            bias = LayerTensors.Uninitialised(device, dtype, outputSize);
        }

        DefaultInitialisation.Apply(weight, bias);
    }

    internal Linear(Parameter weight, Parameter? bias)
        : base(nameof(Linear))
    {
        out_features = weight.shape[0];
        in_features = weight.shape[1];
        this.weight = weight;
        this.bias = bias;
    }

    /// <summary>Size of the last axis of the input.</summary>
    public long in_features { get; set; }

    /// <summary>Size of the last axis of the output.</summary>
    public long out_features { get; set; }

    /// <summary>The matrix W, (out_features, in_features); setting it disposes the old one.</summary>
    public Parameter weight
    {
        get => _weight!;
        set => SetParameter(ref _weight, value);
    }

    /// <summary>The vector b, (out_features), or null; setting it disposes the old one.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => SetParameter(ref _bias, value);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
}
