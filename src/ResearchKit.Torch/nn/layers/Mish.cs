using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = x tanh(log(1 + exp(x))), element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class Mish : ParameterLessModule<Tensor, Tensor>
{
    internal Mish(bool inplace)
        : base(nameof(Mish))
    {
        this.inplace = inplace;
    }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.mish(tensor, inplace);
}
