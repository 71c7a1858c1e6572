namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator IsConj = new("aten::is_conj");
    internal static readonly Operator IsNeg = new("aten::is_neg");
    internal static readonly Operator IsNonzero = new("aten::is_nonzero");
    internal static readonly Operator IsPinned = new("aten::is_pinned");
    internal static readonly Operator PinMemory = new("aten::pin_memory");
    internal static readonly Operator SetSourceTensorInPlace = new("aten::set_", "source_Tensor");
    internal static readonly Operator ToDense = new("aten::to_dense");
    internal static readonly Operator ToDevice = new("aten::to", "device");
    internal static readonly Operator ToDtype = new("aten::to", "dtype");
}
