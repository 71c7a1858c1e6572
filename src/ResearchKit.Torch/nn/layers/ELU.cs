using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = x for x &gt; 0, else alpha (exp(x) - 1), element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class ELU : ParameterLessModule<Tensor, Tensor>
{
    internal ELU(double alpha, bool inplace)
        : base(nameof(ELU))
    {
        this.alpha = alpha;
        this.inplace = inplace;
    }

    /// <summary>Minus the limit for very negative inputs.</summary>
    public double alpha { get; set; }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.elu(tensor, alpha, inplace);
}
