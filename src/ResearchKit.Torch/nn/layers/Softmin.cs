using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y_i = exp(-x_i) / sum_j exp(-x_j) along one axis.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class Softmin : ParameterLessModule<Tensor, Tensor>
{
    internal Softmin(long dim)
        : base(nameof(Softmin))
    {
        this.dim = dim;
    }

    /// <summary>The axis.</summary>
    public long dim { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.softmin(tensor, dim);
}
