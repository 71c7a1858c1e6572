using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The shape of an <see cref="MoeLayer"/>.</summary>
public sealed record MoeLayerOptions
{
    /// <summary>The width of a token, d.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Hidden units of an expert, f.</summary>
    public int HiddenSize { get; init; } = 128;

    /// <summary>The number of experts, E.</summary>
    public int Experts { get; init; } = 8;

    /// <summary>How many experts a token is sent to, k.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Whether the gates of the chosen experts are divided by their sum (Mixtral); without it they are the softmax over all experts (Switch).</summary>
    public bool NormalizeGates { get; init; }

    /// <summary>The function inside an expert.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether experts have a gate.</summary>
    public bool Gated { get; init; }

    /// <summary>Whether experts have biases.</summary>
    public bool Bias { get; init; }

    /// <summary>The standard deviation of new router weights; small, so that training starts with an even routing.</summary>
    public double RouterScale { get; init; } = 0.02;

    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <summary>Refuses shapes that no layer can have.</summary>
    internal void Validate()
    {
        Guard.Positive(Width, nameof(Width));
        Guard.Positive(HiddenSize, nameof(HiddenSize));
        Guard.Positive(Experts, nameof(Experts));
        Guard.Positive(Choices, nameof(Choices));
        if (Choices > Experts)
        {
            throw new ArgumentException($"{nameof(Choices)} is {Choices}; expected at most the {Experts} experts");
        }
    }
}
