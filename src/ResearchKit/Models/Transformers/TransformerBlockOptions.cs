using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>The shape of a <see cref="TransformerBlock"/> and of its parts.</summary>
public sealed record TransformerBlockOptions
{
    /// <summary>The width d of the residual stream.</summary>
    public int Width { get; init; } = 64;

    /// <summary>The number of query heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>The number of key and value heads, a divisor of <see cref="Heads"/>; each serves as many neighbouring query heads (Ainslie et al., GQA, 2023). Null for one each.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>The units of a head; null for width / heads. Even with rotary positions.</summary>
    public int? HeadSize { get; init; }

    /// <summary>The hidden units of the feed-forward layer.</summary>
    public int FeedForwardSize { get; init; } = 128;

    /// <summary>Whether the hidden units are products of an activated gate and a linear unit (Shazeer, GLU variants, 2020, equation 5).</summary>
    public bool Gated { get; init; }

    /// <summary>The function of the hidden units, or of the gate.</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>The normalisation of the stream.</summary>
    public TransformerNormalization Normalization { get; init; } = TransformerNormalization.Layer;

    /// <summary>Where it stands.</summary>
    public NormalizationPlacement Placement { get; init; } = NormalizationPlacement.Before;

    /// <summary>What is added to the variance or the mean square.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Whether linear layers have biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Whether a token sees only itself and those before it.</summary>
    public bool Causal { get; init; }

    /// <summary>The base of the rotary frequencies, base^(-2i/d_k); null where positions are not rotary.</summary>
    public double? RotaryBase { get; init; }

    /// <summary>Whose names the parts have.</summary>
    public TransformerNames Names { get; init; } = TransformerNames.Timm;

    /// <summary>The distribution of new weights of linear layers.</summary>
    public Initialization Initialization { get; init; } = Initialization.UniformFanIn;

    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <summary>The units of a head.</summary>
    internal int UnitsPerHead => HeadSize ?? Width / Heads;

    /// <summary>The number of key and value heads.</summary>
    internal int Groups => KeyValueHeads ?? Heads;

    /// <summary>Refuses shapes that do not fit together.</summary>
    internal void Check()
    {
        Guard.Positive(Width, nameof(Width));
        Guard.Positive(Heads, nameof(Heads));
        Guard.Positive(Groups, nameof(KeyValueHeads));
        Guard.Positive(FeedForwardSize, nameof(FeedForwardSize));
        Guard.Positive(UnitsPerHead, nameof(HeadSize));
        if (HeadSize is null && Width % Heads != 0)
        {
            throw new ArgumentException($"Width is {Width} and Heads is {Heads}; expected a multiple, or a HeadSize");
        }

        if (Heads % Groups != 0)
        {
            throw new ArgumentException($"KeyValueHeads is {Groups}; expected a divisor of the {Heads} heads");
        }

        if (RotaryBase is not null && (UnitsPerHead % 2 != 0 || !(RotaryBase > 1)))
        {
            throw new ArgumentException($"rotary positions with base {RotaryBase} and heads of {UnitsPerHead} units; expected a base above 1 and an even number of units");
        }
    }
}
