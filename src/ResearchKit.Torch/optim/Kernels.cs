using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The native calls of the optimisers, in the order of operations that PyTorch uses, so that the values agree bit for bit.</summary>
internal static class Kernels
{
    private static readonly Operator _clone = new("aten::clone");
    private static readonly Operator _negative = new("aten::neg");
    private static readonly Operator _zerosLike = new("aten::zeros_like");
    private static readonly Operator _fullLike = new("aten::full_like");
    private static readonly Operator _add = new("aten::add", "Tensor");
    private static readonly Operator _addInPlace = new("aten::add_", "Tensor");
    private static readonly Operator _addScalarInPlace = new("aten::add_", "Scalar");
    private static readonly Operator _scaleInPlace = new("aten::mul_", "Scalar");
    private static readonly Operator _divideInPlace = new("aten::div_", "Scalar");
    private static readonly Operator _squareRoot = new("aten::sqrt");
    private static readonly Operator _squareRootInPlace = new("aten::sqrt_");
    private static readonly Operator _addProduct = new("aten::addcmul");
    private static readonly Operator _addProductInPlace = new("aten::addcmul_");
    private static readonly Operator _addQuotientInPlace = new("aten::addcdiv_");
    private static readonly Operator _maximum = new("aten::maximum", "out");
    private static readonly Operator _zeroAll = new("aten::_foreach_zero_");

    /// <summary>A copy.</summary>
    internal static Tensor Clone(Tensor x) => _clone.Call(x);

    /// <summary>-x.</summary>
    internal static Tensor Negative(Tensor x) => _negative.Call(x);

    /// <summary>Zeros of the shape, type and memory order of another tensor.</summary>
    internal static Tensor ZerosLike(Tensor x) => _zerosLike.Call(x);

    /// <summary>One value in the shape, type and memory order of another tensor.</summary>
    internal static Tensor FullLike(Tensor x, double value) => _fullLike.Call(x, value);

    /// <summary>x + alpha y.</summary>
    internal static Tensor Add(Tensor x, Tensor y, double alpha) => _add.Call(x, y, alpha);

    /// <summary>x += alpha y.</summary>
    internal static void AddTo(Tensor x, Tensor y, double alpha) => _addInPlace.Run(x, y, alpha);

    /// <summary>x += c.</summary>
    internal static void Shift(Tensor x, double c) => _addScalarInPlace.Run(x, c);

    /// <summary>x *= c.</summary>
    internal static void Scale(Tensor x, double c) => _scaleInPlace.Run(x, c);

    /// <summary>x /= c.</summary>
    internal static void Divide(Tensor x, double c) => _divideInPlace.Run(x, c);

    /// <summary>sqrt(x).</summary>
    internal static Tensor SquareRoot(Tensor x) => _squareRoot.Call(x);

    /// <summary>x = sqrt(x).</summary>
    internal static void SquareRootOf(Tensor x) => _squareRootInPlace.Run(x);

    /// <summary>x + c a b.</summary>
    internal static Tensor AddProduct(Tensor x, Tensor a, Tensor b, double c) => _addProduct.Call(x, a, b, c);

    /// <summary>x += c a b.</summary>
    internal static void AddProductTo(Tensor x, Tensor a, Tensor b, double c) => _addProductInPlace.Run(x, a, b, c);

    /// <summary>x += c a / b.</summary>
    internal static void AddQuotientTo(Tensor x, Tensor a, Tensor b, double c) => _addQuotientInPlace.Run(x, a, b, c);

    /// <summary>x = max(x, y).</summary>
    internal static void MaximumTo(Tensor x, Tensor y) => _maximum.Run(x, y, x);

    /// <summary>Writes zeros into all tensors.</summary>
    internal static void ZeroAll(Tensor[] tensors) => _zeroAll.Run(tensors);

    /// <summary>Takes a tensor out of every dispose scope, because an optimiser keeps it.</summary>
    internal static Tensor Own(Tensor tensor)
    {
        tensor.DetachFromDisposeScope();
        return tensor;
    }
}
