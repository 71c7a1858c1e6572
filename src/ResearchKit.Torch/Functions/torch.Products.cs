using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A sum of products written with one letter an axis, for example "ij,jk->ik".</summary>
    /// <remarks>Letters that stand on the right stay, all others are summed over; a letter twice in one operand takes the diagonal; "..." stands for leading axes that broadcast. Without an arrow the letters that stand once stay, in alphabetical order.</remarks>
    /// <param name="equation">The letters of each operand, separated by commas, and those of the result after "->".</param>
    /// <param name="tensors">The operands.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">Letters and axes, or sizes under one letter, do not fit.</exception>
    public static Tensor einsum(string equation, params Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(equation);
        return Aten.Einsum.Call(equation, tensors);
    }

    /// <summary>The distances (sum |x - y|^p)^(1/p) between each row of one matrix and each row of another.</summary>
    /// <param name="x1">(..., m, d).</param>
    /// <param name="x2">(..., n, d).</param>
    /// <param name="p">0 counts differences, infinity takes the largest.</param>
    /// <param name="compute_mode">Whether Euclidean distances go through a matrix product, faster and less exact for near rows.</param>
    /// <returns>(..., m, n).</returns>
    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Aten.Cdist.Call(x1, x2, p, (long)compute_mode);

    /// <summary>The product of several matrices, in the order that needs the fewest multiplications.</summary>
    public static Tensor chain_matmul(params Tensor[] matrices) => Aten.ChainMatmul.Call(matrices);

    /// <summary>The lower Cholesky factor of positive definite matrices.</summary>
    public static Tensor cholesky(Tensor input) => Given(input).cholesky();

    /// <summary>The sign and the logarithm of the absolute value of the determinant.</summary>
    public static (Tensor res, Tensor logabsdet) slogdet(Tensor A) => linalg.slogdet(A);

    /// <summary>The Euclidean norm of all elements.</summary>
    public static Tensor norm(Tensor input) => Given(input).norm();

    /// <summary>The integral along one axis by the trapezoid rule, at given points.</summary>
    public static Tensor trapz(Tensor y, Tensor x, long dim = -1) => Given(y).trapezoid(x, dim);

    /// <summary>The integral along one axis by the trapezoid rule, at equal distances.</summary>
    public static Tensor trapz(Tensor y, double dx = 1, long dim = -1) => Given(y).trapezoid(dx, dim);
}
