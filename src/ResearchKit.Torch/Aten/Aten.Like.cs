namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator EmptyLike = new("aten::empty_like");
    internal static readonly Operator FullLike = new("aten::full_like");
    internal static readonly Operator OnesLike = new("aten::ones_like");
    internal static readonly Operator ZerosLike = new("aten::zeros_like");
}
