using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>In training mode sets each element to zero with probability p and divides the others by 1 - p; passes through otherwise.</summary>
/// <remarks>Input and output have the same shape. Reference: Hinton et al., 2012.</remarks>
public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
{
    internal Dropout(double p, bool inplace)
        : base(nameof(Dropout))
    {
        if (p is < 0 or > 1 or double.NaN)
        {
            throw new ArgumentException($"Dropout: the probability must be between 0 and 1, got {p}.", nameof(p));
        }

        this.p = p;
        this.inplace = inplace;
    }

    /// <summary>Probability of zero.</summary>
    public double p { get; set; }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training, inplace);
}
