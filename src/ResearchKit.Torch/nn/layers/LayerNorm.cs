using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Layer normalisation: y = (x - mean) / sqrt(var + eps) * weight + bias over the last axes of each sample.</summary>
/// <remarks>Input (*, normalized_shape), output of the same shape. Reference: Ba, Kiros and Hinton, 2016.</remarks>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(LayerNorm))
    {
        this.normalized_shape = normalized_shape;
        this.eps = eps;
        this.elementwise_affine = elementwise_affine;
        if (elementwise_affine)
        {
            weight = LayerTensors.Uninitialised(device, dtype, normalized_shape);
            if (bias)
            {
                this.bias = LayerTensors.Uninitialised(device, dtype, normalized_shape);
            }
        }

        reset_parameters();
    }

    /// <summary>Sizes of the axes over which is normalised.</summary>
    public long[] normalized_shape { get; set; }

    /// <summary>What is added to the variance before the square root.</summary>
    public double eps { get; set; }

    /// <summary>Whether there is a scale (and a shift) for every element.</summary>
    public bool elementwise_affine { get; set; }

    /// <summary>The scale, or null; setting it disposes the old one.</summary>
    public Parameter? weight
    {
        get => _weight;
        set => SetParameter(ref _weight, value);
    }

    /// <summary>The shift, or null; setting it disposes the old one.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => SetParameter(ref _bias, value);
    }

    /// <summary>Sets the scale to 1 and the shift to 0.</summary>
    public void reset_parameters()
    {
        using var guard = GradientMode.Off();
        if (weight is not null)
        {
            InPlace.Fill(weight, 1);
        }

        if (bias is not null)
        {
            InPlace.Zero(bias);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
}
