namespace ResearchKit.Compression;

/// <summary>How <see cref="Nf4Weights"/> stores its scales.</summary>
public sealed record Nf4Options
{
    /// <summary>The values that share a scale.</summary>
    public int BlockSize { get; init; } = 64;

    /// <summary>Whether the scales are themselves quantised to 8 bits: 4.127 bits a weight rather than 4.5.</summary>
    public bool DoubleQuantization { get; init; } = true;

    /// <summary>The scales that share a scale of their own.</summary>
    public int ScaleBlockSize { get; init; } = 256;
}
