using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        private static readonly long[] LastTwoAxes = [-2, -1];

        /// <summary>The condition number in a norm: 1, -1, 2, -2 or an infinity.</summary>
        public static Tensor cond(Tensor input, int p) => Aten.LinalgCond.Call(input, (double)p);

        /// <summary>The condition number in a norm: 1, -1, 2, -2 or an infinity.</summary>
        public static Tensor cond(Tensor input, double p) => Aten.LinalgCond.Call(input, p);

        /// <summary>The condition number in a norm: "fro" or "nuc".</summary>
        public static Tensor cond(Tensor input, string p) => Aten.LinalgCondString.Call(input, p);

        /// <summary>The condition number: the largest singular value over the smallest.</summary>
        public static Tensor cond(Tensor input) => Aten.LinalgCond.Call(input);

        /// <summary>A norm of matrices: "fro" for Frobenius, "nuc" for the sum of the singular values.</summary>
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) => Aten.LinalgMatrixNormString.Call(input, ord, dims ?? LastTwoAxes, keepdim);

        /// <summary>A norm of matrices: 1, -1, 2, -2 or an infinity.</summary>
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgMatrixNorm.Call(input, ord, dims ?? LastTwoAxes, keepdim);

        /// <summary>A norm of matrices by name.</summary>
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgNormString.Call(input, ord, dims, keepdim);

        /// <summary>The norm of vectors (one axis) or matrices (two axes) of a given order.</summary>
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgNorm.Call(input, ord, dims, keepdim);

        /// <summary>The norm of vectors (one axis) or matrices (two axes) of a given order.</summary>
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgNorm.Call(input, (double)ord, dims, keepdim);

        /// <summary>The square root of the sum of squares, of all elements or along some axes.</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Aten.LinalgNorm.Call(input, Argument.None, dims, keepdim);

        /// <summary>The norm of vectors of a given order, of all elements or along some axes.</summary>
        public static Tensor vector_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.LinalgVectorNorm.Call(input, ord, dims, keepdim);

        /// <summary>The inner products of vectors along one axis, the first conjugated.</summary>
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
