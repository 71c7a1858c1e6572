namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator RsubScalar = new("aten::rsub", "Scalar");
    internal static readonly Operator DivTensor = new("aten::div", "Tensor");
    internal static readonly Operator DivTensorInPlace = new("aten::div_", "Tensor");
    internal static readonly Operator DivScalar = new("aten::div", "Scalar");
    internal static readonly Operator DivScalarInPlace = new("aten::div_", "Scalar");
    internal static readonly Operator DivTensorMode = new("aten::div", "Tensor_mode");
    internal static readonly Operator DivTensorModeInPlace = new("aten::div_", "Tensor_mode");
    internal static readonly Operator DivScalarMode = new("aten::div", "Scalar_mode");
    internal static readonly Operator DivScalarModeInPlace = new("aten::div_", "Scalar_mode");
    internal static readonly Operator Equal = new("aten::equal");
    internal static readonly Operator Item = new("aten::item");
    internal static readonly Operator Index = new("aten::index", "Tensor");
    internal static readonly Operator IndexPutInPlace = new("aten::index_put_");
    internal static readonly Operator Real = new("aten::real");
    internal static readonly Operator Imag = new("aten::imag");
    internal static readonly Operator Where = new("aten::where", "self");
    internal static readonly Operator WhereNonzero = new("aten::where");
    internal static readonly Operator Unique2 = new("aten::_unique2");
    internal static readonly Operator UniqueDim = new("aten::unique_dim");
    internal static readonly Operator UniqueConsecutive = new("aten::unique_consecutive");
}
