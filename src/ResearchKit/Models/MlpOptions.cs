using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>The shape of an <see cref="Mlp"/>.</summary>
/// <remarks>The defaults are the network of the linear-mode-connectivity experiments on 28 x 28 images: 784-512-512-512-10 with ReLU.</remarks>
public sealed record MlpOptions
{
    /// <summary>The number of inputs: channels x height x width of an image; at least 1.</summary>
    public int InputSize { get; init; } = 784;

    /// <summary>The width of each hidden layer in order; may be empty for a linear classifier.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [512, 512, 512];

    /// <summary>The number of outputs; at least 1.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>What follows every hidden layer.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether layers have biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>The distribution of new weights.</summary>
    public Initialization Initialization { get; init; } = Initialization.UniformFanIn;

    /// <summary>The number type of the parameters; float64 for checks to high precision.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;
}
