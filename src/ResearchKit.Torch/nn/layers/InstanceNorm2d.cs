using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Instance normalisation of images (N, C, H, W) or (C, H, W); the output has the same shape.</summary>
public sealed class InstanceNorm2d : InstanceNorm
{
    internal InstanceNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(nameof(InstanceNorm2d), num_features, eps, momentum, affine, track_running_stats, device, dtype)
    {
    }

    /// <inheritdoc/>
    protected override long GetNumberOfBatchDimensions() => 3;

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input) => RequireRank(input, 3, 4);
}
