namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator FmodScalar = new("aten::fmod", "Scalar");
    internal static readonly Operator FmodScalarInPlace = new("aten::fmod_", "Scalar");
    internal static readonly Operator FmodTensor = new("aten::fmod", "Tensor");
    internal static readonly Operator FmodTensorInPlace = new("aten::fmod_", "Tensor");
    internal static readonly Operator RemainderScalar = new("aten::remainder", "Scalar");
    internal static readonly Operator RemainderScalarInPlace = new("aten::remainder_", "Scalar");
    internal static readonly Operator RemainderTensor = new("aten::remainder", "Tensor");
    internal static readonly Operator RemainderTensorInPlace = new("aten::remainder_", "Tensor");
}
