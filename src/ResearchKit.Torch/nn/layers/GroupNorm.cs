using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Group normalisation: y = (x - mean) / sqrt(var + eps) * weight + bias, statistics over each group of channels of each sample.</summary>
/// <remarks>Input (N, C, *) with C divisible by the number of groups, output of the same shape. Reference: Wu and He, 2018, equation 7.</remarks>
public sealed class GroupNorm : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
        : base(nameof(GroupNorm))
    {
        if (num_groups <= 0 || num_channels % num_groups != 0)
        {
            throw new ArgumentException($"GroupNorm: num_channels {num_channels} must be divisible by num_groups {num_groups}.", nameof(num_groups));
        }

        this.num_groups = num_groups;
        this.eps = eps;
        this.affine = affine;
        if (!affine)
        {
            return;
        }

        weight = LayerTensors.Uninitialised(device, dtype, num_channels);
        bias = LayerTensors.Uninitialised(device, dtype, num_channels);
        using var guard = GradientMode.Off();
        InPlace.Fill(weight, 1);
        InPlace.Zero(bias);
    }

    /// <summary>Number of groups of channels.</summary>
    public long num_groups { get; set; }

    /// <summary>What is added to the variance before the square root.</summary>
    public double eps { get; set; }

    /// <summary>Whether there are a scale and a shift for each channel.</summary>
    public bool affine { get; set; }

    /// <summary>The scale of each channel, or null; setting it disposes the old one.</summary>
    public Parameter? weight
    {
        get => _weight;
        set => SetParameter(ref _weight, value);
    }

    /// <summary>The shift of each channel, or null; setting it disposes the old one.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => SetParameter(ref _bias, value);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
}
