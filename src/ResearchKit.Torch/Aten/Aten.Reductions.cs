namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator All = new("aten::all");
    internal static readonly Operator AllDim = new("aten::all", "dim");
    internal static readonly Operator Amax = new("aten::amax");
    internal static readonly Operator Amin = new("aten::amin");
    internal static readonly Operator Aminmax = new("aten::aminmax");
    internal static readonly Operator Any = new("aten::any");
    internal static readonly Operator AnyDim = new("aten::any", "dim");
    internal static readonly Operator Argmax = new("aten::argmax");
    internal static readonly Operator Argmin = new("aten::argmin");
    internal static readonly Operator Bincount = new("aten::bincount");
    internal static readonly Operator CountNonzeroDimIntList = new("aten::count_nonzero", "dim_IntList");
    internal static readonly Operator Cummax = new("aten::cummax");
    internal static readonly Operator Cummin = new("aten::cummin");
    internal static readonly Operator Cumprod = new("aten::cumprod");
    internal static readonly Operator Cumsum = new("aten::cumsum");
    internal static readonly Operator Dist = new("aten::dist");
    internal static readonly Operator Histc = new("aten::histc");
    internal static readonly Operator Kthvalue = new("aten::kthvalue");
    internal static readonly Operator Logcumsumexp = new("aten::logcumsumexp");
    internal static readonly Operator Logsumexp = new("aten::logsumexp");
    internal static readonly Operator Max = new("aten::max");
    internal static readonly Operator MaxDim = new("aten::max", "dim");
    internal static readonly Operator Mean = new("aten::mean");
    internal static readonly Operator MeanDim = new("aten::mean", "dim") { KeepsLayout = true };
    internal static readonly Operator Median = new("aten::median");
    internal static readonly Operator Min = new("aten::min");
    internal static readonly Operator MinDim = new("aten::min", "dim");
    internal static readonly Operator Mode = new("aten::mode");
    internal static readonly Operator Nanmean = new("aten::nanmean");
    internal static readonly Operator Nanmedian = new("aten::nanmedian");
    internal static readonly Operator Nanquantile = new("aten::nanquantile");
    internal static readonly Operator Nansum = new("aten::nansum");
    internal static readonly Operator NormScalar = new("aten::norm", "Scalar");
    internal static readonly Operator NormScalarOptDim = new("aten::norm", "ScalarOpt_dim");
    internal static readonly Operator Quantile = new("aten::quantile");
    internal static readonly Operator Renorm = new("aten::renorm");
    internal static readonly Operator Sum = new("aten::sum");
    internal static readonly Operator SumDimIntList = new("aten::sum", "dim_IntList");
    internal static readonly Operator Trace = new("aten::trace");
}
