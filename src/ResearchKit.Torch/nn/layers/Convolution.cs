using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Common part of the convolution layers: sizes, padding, weight and bias.</summary>
/// <remarks>
/// The weight is (out_channels, in_channels / groups, kernel...), transposed layers (in_channels, out_channels / groups, kernel...). It is
/// drawn uniformly from (-b, b) with b = 1/sqrt(fan_in), then the bias likewise, as in PyTorch.
/// </remarks>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    private protected Convolution(string name, ConvolutionShape shape, bool transposed, bool bias, Device? device, ScalarType? dtype)
        : base(name)
    {
        if (shape.Groups <= 0 || shape.InChannels % shape.Groups != 0 || shape.OutChannels % shape.Groups != 0)
        {
            throw new ArgumentException(
                $"{name}: in_channels {shape.InChannels} and out_channels {shape.OutChannels} must be divisible by groups {shape.Groups}.", nameof(shape));
        }

        if (transposed && shape.PaddingMode != PaddingModes.Zeros)
        {
            throw new ArgumentException($"{name}: only PaddingModes.Zeros is supported, got {shape.PaddingMode}.", nameof(shape));
        }

        if (shape.PaddingType == Padding.Same && shape.Stride.Any(step => step != 1))
        {
            throw new ArgumentException($"{name}: padding 'same' is not supported for strided convolutions.", nameof(shape));
        }

        Shape = shape;
        this.transposed = transposed;
        long[] channels = transposed
            ? [shape.InChannels, shape.OutChannels / shape.Groups]
            : [shape.OutChannels, shape.InChannels / shape.Groups];
        weight = LayerTensors.Uninitialised(device, dtype, [.. channels, .. shape.KernelSize]);
        if (bias)
        {
            this.bias = LayerTensors.Uninitialised(device, dtype, shape.OutChannels);
        }

        reset_parameters();
    }

    /// <summary>Number of input channels.</summary>
    public long in_channels => Shape.InChannels;

    /// <summary>Number of output channels.</summary>
    public long out_channels => Shape.OutChannels;

    /// <summary>Number of blocks of channels that are convolved separately.</summary>
    public long groups => Shape.Groups;

    /// <summary>Whether this is a transposed convolution.</summary>
    public bool transposed { get; }

    /// <summary>Kernel size of each spatial axis.</summary>
    public long[] kernel_size => Shape.KernelSize;

    /// <summary>Step of each spatial axis.</summary>
    public long[] stride => Shape.Stride;

    /// <summary>Distance between kernel elements, for each spatial axis.</summary>
    public long[] dilation => Shape.Dilation;

    /// <summary>Padding of each spatial axis, or null when <see cref="padding_type"/> decides.</summary>
    public long[]? padding => Shape.PaddingType is null ? Shape.Padding : null;

    /// <summary>Whether the padding follows from a rule.</summary>
    public Padding? padding_type => Shape.PaddingType;

    /// <summary>What the padding is filled with.</summary>
    public PaddingModes padding_mode => Shape.PaddingMode;

    /// <summary>Size added to one side of the output of a transposed convolution, for each spatial axis.</summary>
    public long[] output_padding => Shape.OutputPadding;

    /// <summary>The kernels; setting it disposes the old ones.</summary>
    public Parameter weight
    {
        get => _weight!;
        set => SetParameter(ref _weight, value);
    }

    /// <summary>The bias of each output channel, or null; setting it disposes the old one.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => SetParameter(ref _bias, value);
    }

    private protected ConvolutionShape Shape { get; }

    /// <summary>Draws the weight and the bias anew.</summary>
    public void reset_parameters() => DefaultInitialisation.Apply(weight, bias);

    // The input with explicit padding where the convolution itself cannot pad that way, or null where it can.
    private protected Tensor? PaddedExplicitly(Tensor input)
        => Shape.PaddingMode == PaddingModes.Zeros ? null : nn.functional.pad(input, Shape.ExplicitPadding(), Shape.PaddingMode);
}
