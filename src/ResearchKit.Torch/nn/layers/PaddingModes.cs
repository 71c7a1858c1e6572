namespace TorchSharp;

/// <summary>What padding is filled with.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>The image mirrored at its border, without repeating the border.</summary>
    Reflect = 1,

    /// <summary>The nearest border value.</summary>
    Replicate = 2,

    /// <summary>The opposite side of the image.</summary>
    Circular = 3,

    /// <summary>One value.</summary>
    Constant = 4,
}
