using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>The shape of a <see cref="Vit"/>.</summary>
/// <remarks>The defaults are small enough for a processor: 14 x 14 grey images in 49 patches, two blocks of width 64 with 4 heads.</remarks>
public sealed record VitOptions
{
    /// <summary>ViT-B/16 for 224 x 224 images and 1000 classes. Reference: Dosovitskiy et al., 2021, table 1.</summary>
    public static VitOptions Base16 { get; } = new()
    {
        ImageSize = 224,
        Channels = 3,
        PatchSize = 16,
        Width = 768,
        Depth = 12,
        Heads = 12,
        FeedForwardSize = 3072,
        Classes = 1000,
    };

    /// <summary>The height and width of an image, a multiple of <see cref="PatchSize"/>.</summary>
    public int ImageSize { get; init; } = 14;

    /// <summary>The channels of an image.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>The height and width of a patch.</summary>
    public int PatchSize { get; init; } = 2;

    /// <summary>The width d of the residual stream.</summary>
    public int Width { get; init; } = 64;

    /// <summary>The number of blocks.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>The number of heads of a block, a divisor of <see cref="Width"/>.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>The hidden units of a feed-forward layer.</summary>
    public int FeedForwardSize { get; init; } = 128;

    /// <summary>Whether feed-forward layers are gated.</summary>
    public bool Gated { get; init; }

    /// <summary>The function of the hidden units.</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>The normalisation of the stream.</summary>
    public TransformerNormalization Normalization { get; init; } = TransformerNormalization.Layer;

    /// <summary>Where blocks normalise; a last normalisation stands in front of the classifier either way.</summary>
    public NormalizationPlacement Placement { get; init; } = NormalizationPlacement.Before;

    /// <summary>What the classifier sees.</summary>
    public VitPooling Pooling { get; init; } = VitPooling.ClassToken;

    /// <summary>The number of outputs.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>The distribution of new weights of linear layers and of the patch convolution.</summary>
    public Initialization Initialization { get; init; } = Initialization.UniformFanIn;

    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <summary>The shape of a block.</summary>
    internal TransformerBlockOptions Block => new()
    {
        Width = Width,
        Heads = Heads,
        FeedForwardSize = FeedForwardSize,
        Gated = Gated,
        Activation = Activation,
        Normalization = Normalization,
        Placement = Placement,
        Epsilon = 1e-6,
        Names = TransformerNames.Timm,
        Initialization = Initialization,
        DataType = DataType,
    };
}
