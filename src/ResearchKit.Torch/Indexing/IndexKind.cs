namespace TorchSharp;

/// <summary>What a <see cref="torch.TensorIndex"/> stands for.</summary>
internal enum IndexKind
{
    NewAxis,
    Single,
    Ellipsis,
    Bool,
    Tensor,
    Slice,
}
