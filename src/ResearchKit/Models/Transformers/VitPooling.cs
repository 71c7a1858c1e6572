namespace ResearchKit.Models;

/// <summary>What a vision transformer shows its classifier.</summary>
public enum VitPooling
{
    /// <summary>A trained class token in front of the patches (Dosovitskiy et al., 2021, equation 4).</summary>
    ClassToken,

    /// <summary>The mean of all patches; there is no class token.</summary>
    Mean,
}
