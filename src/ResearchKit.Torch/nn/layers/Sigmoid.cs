using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = 1 / (1 + exp(-x)), element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
{
    internal Sigmoid(bool inplace)
        : base(nameof(Sigmoid))
    {
        this.inplace = inplace;
    }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.sigmoid(tensor, inplace);
}
