namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Chunk = new("aten::chunk");
    internal static readonly Operator DsplitArray = new("aten::dsplit", "array");
    internal static readonly Operator DsplitInt = new("aten::dsplit", "int");
    internal static readonly Operator HsplitArray = new("aten::hsplit", "array");
    internal static readonly Operator HsplitInt = new("aten::hsplit", "int");
    internal static readonly Operator SplitTensor = new("aten::split", "Tensor");
    internal static readonly Operator SplitWithSizes = new("aten::split_with_sizes");
    internal static readonly Operator TensorSplitIndices = new("aten::tensor_split", "indices");
    internal static readonly Operator TensorSplitSections = new("aten::tensor_split", "sections");
    internal static readonly Operator TensorSplitTensorIndicesOrSections = new("aten::tensor_split", "tensor_indices_or_sections");
    internal static readonly Operator UnbindInt = new("aten::unbind", "int");
    internal static readonly Operator VsplitArray = new("aten::vsplit", "array");
    internal static readonly Operator VsplitInt = new("aten::vsplit", "int");
}
