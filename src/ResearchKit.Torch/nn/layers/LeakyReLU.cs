using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = x for x &gt;= 0, else negative_slope x, element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class LeakyReLU : ParameterLessModule<Tensor, Tensor>
{
    internal LeakyReLU(double negative_slope, bool inplace)
        : base(nameof(LeakyReLU))
    {
        this.negative_slope = negative_slope;
        this.inplace = inplace;
    }

    /// <summary>Slope for negative inputs.</summary>
    public double negative_slope { get; set; }

    /// <summary>Whether the input itself is overwritten.</summary>
    public bool inplace { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.leaky_relu(tensor, negative_slope, inplace);
}
