using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = x Phi(x) with the normal distribution function Phi, element by element.</summary>
/// <remarks>Input and output have the same shape. Reference: Hendrycks and Gimpel, 2016, section 2.</remarks>
public sealed class GELU : ParameterLessModule<Tensor, Tensor>
{
    internal GELU(Approximate approximate, bool inplace)
        : base(nameof(GELU))
    {
        this.approximate = approximate;
        this.inplace = inplace;
    }

    /// <summary>How Phi is computed.</summary>
    public enum Approximate
    {
        /// <summary>Exactly, by the error function.</summary>
        none,

        /// <summary>As (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2.</summary>
        tanh,
    }

    /// <summary>How Phi is computed.</summary>
    public Approximate approximate { get; set; }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
}
