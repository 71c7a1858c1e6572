using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The shape of a <see cref="SwitchTransformer"/>.</summary>
public sealed record SwitchOptions
{
    /// <summary>The published checkpoint of 32 experts: 12 + 12 layers, 1,978,514,688 parameters. Reference: Fedus, Zoph and Shazeer, 2022.</summary>
    public static SwitchOptions Base32 { get; } = new()
    {
        Vocabulary = 32128,
        Width = 768,
        Heads = 12,
        HeadSize = 64,
        HiddenSize = 3072,
        Experts = 32,
        EncoderLayers = 12,
        DecoderLayers = 12,
    };

    /// <summary>The number of symbols.</summary>
    public int Vocabulary { get; init; } = 64;

    /// <summary>The width of a token, d.</summary>
    public int Width { get; init; } = 48;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>The width of a head; heads times this need not be the width of a token.</summary>
    public int HeadSize { get; init; } = 12;

    /// <summary>Hidden units of a dense feed-forward layer and of an expert, f.</summary>
    public int HiddenSize { get; init; } = 64;

    /// <summary>Experts of a sparse layer, E.</summary>
    public int Experts { get; init; } = 8;

    /// <summary>Blocks of the encoder.</summary>
    public int EncoderLayers { get; init; } = 2;

    /// <summary>Blocks of the decoder.</summary>
    public int DecoderLayers { get; init; } = 2;

    /// <summary>Every so many blocks one has experts: block i where i mod this is 1 (all blocks where this is 1, none where it is 0).</summary>
    public int SparseStep { get; init; } = 2;

    /// <summary>Buckets of relative positions.</summary>
    public int PositionBuckets { get; init; } = 32;

    /// <summary>The distance from which positions share a bucket.</summary>
    public int LargestDistance { get; init; } = 128;

    /// <summary>Whether the output layer is the symbol table; hidden states are then divided by sqrt(d).</summary>
    public bool TiedOutput { get; init; } = true;

    /// <summary>The standard deviation of new router weights.</summary>
    public double RouterScale { get; init; } = 0.02;

    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <summary>Whether a block has experts.</summary>
    /// <param name="block">The block's number, from 0.</param>
    /// <returns>True when it has.</returns>
    public bool IsSparse(int block) => SparseStep == 1 || (SparseStep > 1 && block % SparseStep == 1);

    /// <summary>The shape of a layer of experts.</summary>
    internal MoeLayerOptions Layer => new() { Width = Width, HiddenSize = HiddenSize, Experts = Experts, RouterScale = RouterScale, DataType = DataType };

    /// <summary>Refuses shapes that no network can have.</summary>
    internal void Validate()
    {
        Guard.Positive(Vocabulary, nameof(Vocabulary));
        Guard.Positive(Heads, nameof(Heads));
        Guard.Positive(HeadSize, nameof(HeadSize));
        Guard.Positive(EncoderLayers, nameof(EncoderLayers));
        Guard.Positive(DecoderLayers, nameof(DecoderLayers));
        if (PositionBuckets < 4 || LargestDistance <= PositionBuckets / 2 || SparseStep < 0)
        {
            throw new ArgumentException($"there are {PositionBuckets} position buckets up to distance {LargestDistance}, and SparseStep is {SparseStep}; expected at least 4 buckets, a distance above half of them, and a step of at least 0");
        }

        Layer.Validate();
    }
}
