namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The shape of a <see cref="MoeVisionTransformer"/>.</summary>
public sealed record MoeVisionOptions
{
    /// <summary>The blocks.</summary>
    public MoeEncoderOptions Encoder { get; init; } = new();

    /// <summary>The channels of an image.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>The height and width of an image.</summary>
    public int ImageSize { get; init; } = 28;

    /// <summary>The height and width of a patch; it divides the image's.</summary>
    public int PatchSize { get; init; } = 7;

    /// <summary>The number of classes.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Patches of an image.</summary>
    internal int Patches => ImageSize / PatchSize * (ImageSize / PatchSize);

    /// <summary>Numbers of a patch.</summary>
    internal int PatchNumbers => Channels * PatchSize * PatchSize;

    /// <summary>Refuses shapes that no network can have.</summary>
    internal void Validate()
    {
        Guard.Positive(Channels, nameof(Channels));
        Guard.Positive(ImageSize, nameof(ImageSize));
        Guard.Positive(PatchSize, nameof(PatchSize));
        Guard.Positive(Classes, nameof(Classes));
        Encoder.Validate();
        if (ImageSize % PatchSize != 0)
        {
            throw new ArgumentException($"patches of {PatchSize} do not cover an image of {ImageSize}; expected a divisor");
        }
    }
}
