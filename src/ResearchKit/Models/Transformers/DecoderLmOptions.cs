using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>The shape of a <see cref="DecoderLm"/>.</summary>
/// <remarks>The defaults are a small model of Llama's form: RMS normalisation, rotary positions, gated feed-forward layers with SiLU, no biases, embeddings of their own at both ends.</remarks>
public sealed record DecoderLmOptions
{
    /// <summary>The number of tokens.</summary>
    public int VocabularySize { get; init; } = 32;

    /// <summary>The longest sequence; only learned and sinusoidal positions depend on it.</summary>
    public int ContextLength { get; init; } = 32;

    /// <summary>The width d of the residual stream.</summary>
    public int Width { get; init; } = 64;

    /// <summary>The number of blocks.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>The number of query heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>The number of key and value heads, a divisor of <see cref="Heads"/>; null for as many.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>The units of a head; null for width / heads.</summary>
    public int? HeadSize { get; init; }

    /// <summary>The hidden units of a feed-forward layer.</summary>
    public int FeedForwardSize { get; init; } = 128;

    /// <summary>Whether feed-forward layers are gated.</summary>
    public bool Gated { get; init; } = true;

    /// <summary>The function of the hidden units, or of the gate.</summary>
    public Activation Activation { get; init; } = Activation.Silu;

    /// <summary>The normalisation of the stream.</summary>
    public TransformerNormalization Normalization { get; init; } = TransformerNormalization.Rms;

    /// <summary>Where blocks normalise; a last normalisation stands in front of the output layer either way.</summary>
    public NormalizationPlacement Placement { get; init; } = NormalizationPlacement.Before;

    /// <summary>How positions are shown.</summary>
    public PositionEncoding Positions { get; init; } = PositionEncoding.Rotary;

    /// <summary>The base of the rotary frequencies.</summary>
    public double RotaryBase { get; init; } = 10000;

    /// <summary>Whether the output layer uses the embedding's table, as in GPT-2, rather than one of its own.</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>Whether the linear layers of the blocks have biases.</summary>
    public bool Bias { get; init; }

    /// <summary>The distribution of new weights of linear layers.</summary>
    public Initialization Initialization { get; init; } = Initialization.UniformFanIn;

    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <summary>The shape of a block.</summary>
    internal TransformerBlockOptions Block => new()
    {
        Width = Width,
        Heads = Heads,
        KeyValueHeads = KeyValueHeads,
        HeadSize = HeadSize,
        FeedForwardSize = FeedForwardSize,
        Gated = Gated,
        Activation = Activation,
        Normalization = Normalization,
        Placement = Placement,
        Bias = Bias,
        Causal = true,
        RotaryBase = Positions == PositionEncoding.Rotary ? RotaryBase : null,
        Names = TransformerNames.Llama,
        Initialization = Initialization,
        DataType = DataType,
    };
}
