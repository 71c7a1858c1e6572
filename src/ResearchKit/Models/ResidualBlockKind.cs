namespace ResearchKit.Models;

/// <summary>The convolutions inside a residual block.</summary>
public enum ResidualBlockKind
{
    /// <summary>Two 3 x 3 convolutions.</summary>
    Basic,

    /// <summary>1 x 1, 3 x 3 (which carries the stride) and 1 x 1 to four times the channels.</summary>
    Bottleneck,
}
