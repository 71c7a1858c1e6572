using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        private static readonly long[] LastTwoAxes = [-2, -1];

        /// <summary>The condition number |A| |A^-1| in the norm of order p.</summary>
        /// <param name="input">Matrices (..., n, n); (..., m, n) for p = 2 and -2.</param>
        /// <param name="p">1 and -1: largest and smallest column sum; 2 and -2: ratio of the singular values and its inverse.</param>
        /// <returns>(...); infinite for singular matrices.</returns>
        public static Tensor cond(Tensor input, int p) => Aten.LinalgCond.Call(input, (double)p);

        /// <inheritdoc cref="cond(Tensor, int)"/>
        public static Tensor cond(Tensor input, double p) => Aten.LinalgCond.Call(input, p);

        /// <summary>The condition number |A| |A^-1| in a norm by name.</summary>
        /// <param name="input">Matrices (..., n, n).</param>
        /// <param name="p">"fro" (square root of the sum of squares) or "nuc" (sum of the singular values).</param>
        /// <returns>(...).</returns>
        public static Tensor cond(Tensor input, string p) => Aten.LinalgCondString.Call(input, p);

        /// <summary>The condition number: the largest singular value over the smallest.</summary>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <returns>(...); infinite for singular matrices.</returns>
        public static Tensor cond(Tensor input) => Aten.LinalgCond.Call(input);

        /// <summary>A norm of matrices by name.</summary>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <param name="ord">"fro" (square root of the sum of squares) or "nuc" (sum of the singular values).</param>
        /// <param name="dims">The axes of the matrices; the last two by default.</param>
        /// <param name="keepdim">Whether the reduced axes stay, with size 1.</param>
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) => Aten.LinalgMatrixNormString.Call(input, ord, dims ?? LastTwoAxes, keepdim);

        /// <summary>A norm of matrices by order.</summary>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <param name="ord">2 and -2: largest and smallest singular value; 1 and -1: largest and smallest column sum of absolute values; plus and minus infinity: row sums.</param>
        /// <param name="dims">The axes of the matrices; the last two by default.</param>
        /// <param name="keepdim">Whether the reduced axes stay, with size 1.</param>
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgMatrixNorm.Call(input, ord, dims ?? LastTwoAxes, keepdim);

        /// <summary>A norm of matrices by name: "fro" or "nuc", as <see cref="matrix_norm(Tensor, string, long[], bool)"/>.</summary>
        /// <param name="input">A matrix, or any shape with two axes in dims.</param>
        /// <param name="ord">"fro" or "nuc".</param>
        /// <param name="dims">The two axes of the matrices; null where the input has just two.</param>
        /// <param name="keepdim">Whether the reduced axes stay, with size 1.</param>
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgNormString.Call(input, ord, dims, keepdim);

        /// <summary>The norm of a given order: of vectors along one axis, of matrices over two.</summary>
        /// <param name="input">Any shape.</param>
        /// <param name="ord">As in <see cref="vector_norm"/> for one axis, as in <see cref="matrix_norm(Tensor, double, long[], bool)"/> for two.</param>
        /// <param name="dims">One axis or two; null where the input has no more.</param>
        /// <param name="keepdim">Whether the reduced axes stay, with size 1.</param>
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgNorm.Call(input, ord, dims, keepdim);

        /// <inheritdoc cref="norm(Tensor, double, long[], bool)"/>
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgNorm.Call(input, (double)ord, dims, keepdim);

        /// <summary>The square root of the sum of squares.</summary>
        /// <param name="input">Any shape.</param>
        /// <param name="dims">The axes that are reduced; all when null.</param>
        /// <param name="keepdim">Whether the reduced axes stay, with size 1.</param>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Aten.LinalgNorm.Call(input, Argument.None, dims, keepdim);

        /// <summary>(sum |x|^ord)^(1/ord) of vectors.</summary>
        /// <param name="input">Any shape.</param>
        /// <param name="ord">The order; 0 counts what is not zero, plus and minus infinity give the largest and smallest absolute value.</param>
        /// <param name="dims">The axes that are reduced; all when null.</param>
        /// <param name="keepdim">Whether the reduced axes stay, with size 1.</param>
        public static Tensor vector_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgVectorNorm.Call(input, ord, dims, keepdim);

        /// <summary>Inner products of vectors: the sum of conj(x) y along one axis.</summary>
        /// <param name="x">Any shape.</param>
        /// <param name="y">A shape that broadcasts.</param>
        /// <param name="dim">The axis.</param>
        /// <param name="out">A tensor that takes the result, or null for a new one.</param>
        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1, Tensor? @out = null)
        {
            var product = Aten.LinalgVecdot.Call(x, y, dim);
            if (@out is null)
            {
                return product;
            }

            using (product)
            {
                return @out.copy_(product);
            }
        }
    }
}
