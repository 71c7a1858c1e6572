using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y_i = exp(x_i) / sum_j exp(x_j) along one axis.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
{
    internal Softmax(long dim)
        : base(nameof(Softmax))
    {
        this.dim = dim;
    }

    /// <summary>The axis.</summary>
    public long dim { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.softmax(tensor, dim);
}
