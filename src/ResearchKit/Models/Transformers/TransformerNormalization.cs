namespace ResearchKit.Models;

/// <summary>The normalisation of a transformer's residual stream.</summary>
public enum TransformerNormalization
{
    /// <summary>Layer normalisation with a weight and a bias.</summary>
    Layer,

    /// <summary>Division by the root mean square, with a weight only. Reference: Zhang and Sennrich, 2019, equation 4.</summary>
    Rms,
}
