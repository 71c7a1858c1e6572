namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Cat = new("aten::cat");
    internal static readonly Operator Stack = new("aten::stack");
    internal static readonly Operator Hstack = new("aten::hstack");
    internal static readonly Operator Vstack = new("aten::vstack");
    internal static readonly Operator Dstack = new("aten::dstack");
    internal static readonly Operator ColumnStack = new("aten::column_stack");
    internal static readonly Operator RowStack = new("aten::row_stack");
    internal static readonly Operator BlockDiag = new("aten::block_diag");
    internal static readonly Operator BroadcastTensors = new("aten::broadcast_tensors");
    internal static readonly Operator CartesianProd = new("aten::cartesian_prod");
    internal static readonly Operator Combinations = new("aten::combinations");
    internal static readonly Operator Meshgrid = new("aten::meshgrid", "indexing");
    internal static readonly Operator Einsum = new("aten::einsum");
    internal static readonly Operator Cdist = new("aten::cdist");
    internal static readonly Operator ChainMatmul = new("aten::linalg_multi_dot");
    internal static readonly Operator SearchsortedTensor = new("aten::searchsorted", "Tensor");
    internal static readonly Operator Atleast1d = new("aten::atleast_1d");
    internal static readonly Operator Atleast2d = new("aten::atleast_2d");
    internal static readonly Operator Atleast3d = new("aten::atleast_3d");
    internal static readonly Operator ResultType = new("aten::result_type", "Tensor");
    internal static readonly Operator PromoteTypes = new("aten::promote_types");
    internal static readonly Operator CanCast = new("aten::can_cast");
    internal static readonly Operator GatherSparse = new("aten::gather");
    internal static readonly Operator MoveDim = new("aten::movedim", "int");
}
