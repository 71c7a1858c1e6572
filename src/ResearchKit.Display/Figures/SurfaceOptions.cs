namespace ResearchKit.Display;

/// <summary>How a function of two variables is drawn as a surface.</summary>
public sealed record SurfaceOptions
{
    /// <summary>What the heights measure, with its unit.</summary>
    public string HeightLabel { get; init; } = string.Empty;

    /// <summary>Whether heights are laid out by ratio, as suits a loss that spans decades; zero and negative ones then stay blank.</summary>
    public AxisScale Scale { get; init; } = AxisScale.Linear;

    /// <summary>The largest height drawn, or null for the largest given; higher ground is cut off flat.</summary>
    public double? Ceiling { get; init; }

    /// <summary>The direction the reader looks from, in degrees from the x axis towards the y axis.</summary>
    public double Azimuth { get; init; } = -60;

    /// <summary>How far above the ground the reader looks from, in degrees, 0 to 90.</summary>
    public double Elevation { get; init; } = 30;
}
