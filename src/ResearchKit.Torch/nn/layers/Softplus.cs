using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = log(1 + exp(beta x)) / beta; y = x where beta x exceeds the threshold, element by element.</summary>
/// <remarks>Input and output have the same shape.</remarks>
public sealed class Softplus : ParameterLessModule<Tensor, Tensor>
{
    internal Softplus(double beta, double threshold)
        : base(nameof(Softplus))
    {
        this.beta = beta;
        this.threshold = threshold;
    }

    /// <summary>Sharpness.</summary>
    public double beta { get; set; }

    /// <summary>Where the function counts as linear.</summary>
    public double threshold { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.softplus(tensor, beta, threshold);
}
