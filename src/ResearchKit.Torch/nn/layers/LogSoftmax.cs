using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y_i = x_i - log(sum_j exp(x_j)) along one axis.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
{
    internal LogSoftmax(long dim)
        : base(nameof(LogSoftmax))
    {
        this.dim = dim;
    }

    /// <summary>The axis.</summary>
    public long dim { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.log_softmax(tensor, dim);
}
