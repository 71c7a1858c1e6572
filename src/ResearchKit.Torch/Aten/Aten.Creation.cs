namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Zeros = new("aten::zeros");
    internal static readonly Operator Ones = new("aten::ones");
    internal static readonly Operator Empty = new("aten::empty", "memory_format");
    internal static readonly Operator EmptyStrided = new("aten::empty_strided");
    internal static readonly Operator Full = new("aten::full");
    internal static readonly Operator Eye = new("aten::eye", "m");
    internal static readonly Operator Arange = new("aten::arange", "start_step");
    internal static readonly Operator Linspace = new("aten::linspace");
    internal static readonly Operator Logspace = new("aten::logspace");
    internal static readonly Operator Rand = new("aten::rand", "generator");
    internal static readonly Operator Randn = new("aten::randn", "generator");
    internal static readonly Operator Randint = new("aten::randint", "low_generator");
    internal static readonly Operator Randperm = new("aten::randperm", "generator");
    internal static readonly Operator Complex = new("aten::complex");
    internal static readonly Operator Polar = new("aten::polar");
    internal static readonly Operator TrilIndices = new("aten::tril_indices");
    internal static readonly Operator TriuIndices = new("aten::triu_indices");
    internal static readonly Operator Vander = new("aten::linalg_vander");
    internal static readonly Operator NormalTensorTensor = new("aten::normal", "Tensor_Tensor");
}
