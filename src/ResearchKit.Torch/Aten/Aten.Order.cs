namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Argsort = new("aten::argsort");
    internal static readonly Operator Argwhere = new("aten::argwhere");
    internal static readonly Operator BucketizeTensor = new("aten::bucketize", "Tensor");
    internal static readonly Operator Msort = new("aten::msort");
    internal static readonly Operator Nonzero = new("aten::nonzero");
    internal static readonly Operator NonzeroNumpy = new("aten::nonzero_numpy");
    internal static readonly Operator SortStable = new("aten::sort", "stable");
    internal static readonly Operator Topk = new("aten::topk");
}
