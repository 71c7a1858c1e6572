using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = max(x, 0), element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
{
    internal ReLU(bool inplace)
        : base(nameof(ReLU))
    {
        this.inplace = inplace;
    }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.relu(tensor, inplace);
}
