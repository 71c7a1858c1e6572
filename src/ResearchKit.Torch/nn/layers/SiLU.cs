using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = x sigmoid(x), element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
{
    internal SiLU(bool inplace)
        : base(nameof(SiLU))
    {
        this.inplace = inplace;
    }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.silu(tensor, inplace);
}
