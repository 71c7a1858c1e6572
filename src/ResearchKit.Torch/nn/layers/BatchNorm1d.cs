using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Batch normalisation of inputs (N, C) or (N, C, L); the output has the same shape.</summary>
public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(nameof(BatchNorm1d), num_features, eps, momentum, affine, track_running_stats, device, dtype)
    {
    }

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input) => RequireRank(input, 2, 3);
}
