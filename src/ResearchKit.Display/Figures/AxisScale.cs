namespace ResearchKit.Display;

/// <summary>How numbers are laid out along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal steps are equal differences.</summary>
    Linear,

    /// <summary>Equal steps are equal ratios; zero and negative numbers leave gaps.</summary>
    Log,
}
