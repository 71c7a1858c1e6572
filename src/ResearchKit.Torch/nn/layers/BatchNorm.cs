using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Batch normalisation: y = (x - mean) / sqrt(var + eps) * weight + bias for each channel (axis 1).</summary>
/// <remarks>
/// In training mode mean and biased variance are those of the batch, and the running statistics move towards the batch's mean and
/// unbiased variance: running = (1 - momentum) running + momentum batch. In evaluation mode the running statistics are used.
/// Reference: Ioffe and Szegedy, 2015, Algorithm 1.
/// </remarks>
public abstract class BatchNorm : NormBase
{
    private static readonly Operator _item = new("aten::item");

    private protected BatchNorm(
        string name, long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(name, num_features, eps, momentum, affine, track_running_stats, device, dtype)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var factor = momentum ?? 0;
        if (training && track_running_stats && num_batches_tracked is { } count)
        {
            InPlace.Add(count, 1);
            factor = momentum ?? 1 / (double)_item.CallValue(count).Integer;
        }

        var batchStatistics = training || (running_mean is null && running_var is null);
        var useRunning = !training || track_running_stats;
        return nn.functional.batch_norm(
            input, useRunning ? running_mean : null, useRunning ? running_var : null, weight, bias, batchStatistics, factor, eps);
    }
}
