using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = min(max(x, 0), 6), element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class ReLU6 : ParameterLessModule<Tensor, Tensor>
{
    internal ReLU6(bool inplace)
        : base(nameof(ReLU6))
    {
        this.inplace = inplace;
    }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.relu6(tensor, inplace);
}
