namespace TorchSharp;

/// <summary>Rules for the padding of a convolution.</summary>
public enum Padding
{
    /// <summary>No padding.</summary>
    Valid = 0,

    /// <summary>As much as makes the output as large as the input (stride 1).</summary>
    Same = 1,
}
