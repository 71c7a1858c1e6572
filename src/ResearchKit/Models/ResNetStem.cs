namespace ResearchKit.Models;

/// <summary>How a residual network begins.</summary>
public enum ResNetStem
{
    /// <summary>A 3 x 3 convolution, for small images.</summary>
    Small,

    /// <summary>A 7 x 7 convolution with stride 2 and a 3 x 3 max-pooling with stride 2, for images of 224 x 224.</summary>
    Large,
}
