namespace ResearchKit.Models;

/// <summary>The normalisation behind every convolution.</summary>
public enum Normalization
{
    /// <summary>None; the convolutions have biases.</summary>
    None,

    /// <summary>Batch normalisation with running statistics.</summary>
    Batch,

    /// <summary>Layer normalisation over channels, height and width, with a weight and a bias for each of their elements.</summary>
    Layer,
}
