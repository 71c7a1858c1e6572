using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The shape of the blocks of a <see cref="MoeSequenceModel"/> or a <see cref="MoeVisionTransformer"/>.</summary>
/// <remarks>The defaults are the small network of the merging experiments: four blocks, of which the second and the fourth have 16 experts.</remarks>
public sealed record MoeEncoderOptions
{
    /// <summary>The width of a token, d.</summary>
    public int Width { get; init; } = 48;

    /// <summary>Attention heads; they divide the width.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>The number of blocks.</summary>
    public int Blocks { get; init; } = 4;

    /// <summary>The blocks that have experts, by number from 0.</summary>
    public IReadOnlyList<int> SparseBlocks { get; init; } = [1, 3];

    /// <summary>Hidden units of a dense feed-forward layer.</summary>
    public int DenseHiddenSize { get; init; } = 16;

    /// <summary>Hidden units of an expert, f.</summary>
    public int ExpertHiddenSize { get; init; } = 32;

    /// <summary>Experts of a sparse layer, E.</summary>
    public int Experts { get; init; } = 16;

    /// <summary>How many experts a token is sent to, k.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Whether the gates of the chosen experts are divided by their sum.</summary>
    public bool NormalizeGates { get; init; }

    /// <summary>Whether experts have a gate.</summary>
    public bool Gated { get; init; }

    /// <summary>The function inside feed-forward layers and experts.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>The standard deviation of new router weights.</summary>
    public double RouterScale { get; init; } = 0.02;

    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <summary>The shape of a layer of experts.</summary>
    internal MoeLayerOptions Layer => new()
    {
        Width = Width,
        HiddenSize = ExpertHiddenSize,
        Experts = Experts,
        Choices = Choices,
        NormalizeGates = NormalizeGates,
        Gated = Gated,
        Activation = Activation,
        RouterScale = RouterScale,
        DataType = DataType,
    };

    /// <summary>Refuses shapes that no network can have.</summary>
    internal void Validate()
    {
        Guard.Positive(Heads, nameof(Heads));
        Guard.Positive(Blocks, nameof(Blocks));
        Guard.Positive(DenseHiddenSize, nameof(DenseHiddenSize));
        Layer.Validate();
        if (Width % Heads != 0 || SparseBlocks.Any(b => b < 0 || b >= Blocks))
        {
            throw new ArgumentException($"the width {Width} has {Heads} heads and the sparse blocks are {string.Join(", ", SparseBlocks)}; expected heads that divide the width, and blocks from 0 to {Blocks - 1}");
        }
    }
}
