using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = min(max(x, min_val), max_val), element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class Hardtanh : ParameterLessModule<Tensor, Tensor>
{
    internal Hardtanh(double min_val, double max_val, bool inplace)
        : base(nameof(Hardtanh))
    {
        this.min_val = min_val;
        this.max_val = max_val;
        this.inplace = inplace;
    }

    /// <summary>Lower bound.</summary>
    public double min_val { get; set; }

    /// <summary>Upper bound.</summary>
    public double max_val { get; set; }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.hardtanh(tensor, min_val, max_val, inplace);
}
