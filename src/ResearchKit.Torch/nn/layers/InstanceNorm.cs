using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Instance normalisation: y = (x - mean) / sqrt(var + eps) * weight + bias for each sample and channel by itself.</summary>
/// <remarks>Reference: Ulyanov, Vedaldi and Lempitsky, 2016.</remarks>
public abstract class InstanceNorm : NormBase
{
    private protected InstanceNorm(
        string name, long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(name, num_features, eps, momentum ?? 0.1, affine, track_running_stats, device, dtype)
    {
    }

    /// <summary>Rank of an input without a batch axis.</summary>
    /// <returns>2 for sequences, 3 for images.</returns>
    protected abstract long GetNumberOfBatchDimensions();

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var axis = (int)(input.dim() - GetNumberOfBatchDimensions());
        if (input.shape[axis] != num_features)
        {
            throw new ArgumentException(
                $"{GetName()}: expected {num_features} channels on axis {axis}, got an input of shape [{string.Join(", ", input.shape)}].", nameof(input));
        }

        if (axis == 1)
        {
            return Normalise(input);
        }

        using var batch = Views.AddAxis(input);
        using var result = Normalise(batch);
        return Views.DropAxis(result);
    }

    private Tensor Normalise(Tensor input)
        => nn.functional.instance_norm(
            input, running_mean, running_var, weight, bias, training || !track_running_stats, momentum ?? 0.1, eps);
}
