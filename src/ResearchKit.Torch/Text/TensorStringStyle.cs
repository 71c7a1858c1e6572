namespace TorchSharp;

/// <summary>How a tensor is written as text.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device alone.</summary>
    Metadata,

    /// <summary>Shape, type and device, then the elements in aligned columns, one matrix after the other.</summary>
    Julia,

    /// <summary>The elements in nested brackets.</summary>
    Numpy,

    /// <summary>The style in <see cref="torch.TensorStringStyle"/>.</summary>
    Default,
}
