using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        /// <summary>The determinant of a square matrix.</summary>
        public static Tensor det(Tensor input) => Aten.LinalgDet.Call(input);

        /// <summary>The sign and the logarithm of the absolute value of the determinant.</summary>
        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.LinalgSlogdet.CallPair(input);

        /// <summary>The inverse of a square matrix.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The matrix is singular or not square.</exception>
        public static Tensor inv(Tensor input) => Aten.LinalgInverse.Call(input);

        /// <summary>The inverse and, for each matrix, 0 or the pivot that is zero.</summary>
        public static (Tensor L, Tensor info) inv_ex(Tensor input, bool check_errors = false) => Aten.LinalgInvEx.CallPair(input, check_errors);

        /// <summary>The Moore-Penrose inverse; singular values below max(atol, rtol s1) count as zero, with s1 the largest.</summary>
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Aten.LinalgPseudoinverse.Call(input, atol, rtol, hermitian);

        /// <summary>The Moore-Penrose inverse; singular values below max(atol, rtol s1) count as zero, with s1 the largest.</summary>
        public static Tensor pinv(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) => Aten.LinalgPseudoinverseTensor.Call(input, atol, rtol, hermitian);

        /// <summary>The number of singular values above max(atol, rtol s1), with s1 the largest.</summary>
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Aten.LinalgMatrixRank.Call(input, atol, rtol, hermitian);

        /// <summary>The number of singular values above max(atol, rtol s1), with s1 the largest.</summary>
        public static Tensor matrix_rank(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) => Aten.LinalgMatrixRankTensor.Call(input, atol, rtol, hermitian);

        /// <summary>X with A X = B, or with X A = B when not left; A is the input, square and invertible.</summary>
        public static Tensor solve(Tensor input, Tensor other, bool left = true) => Aten.LinalgSolve.Call(input, other, left);

        /// <summary>X with A X = B and, for each matrix, 0 or the pivot that is zero.</summary>
        public static (Tensor result, Tensor info) solve_ex(Tensor input, Tensor other, bool left = true, bool check_errors = false) => Aten.LinalgSolveEx.CallPair(input, other, left, check_errors);

        /// <summary>The X that makes the Euclidean norm of A X - B smallest, its residuals, and A's rank and singular values where computed.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) => Lstsq(Aten.LinalgLstsq.CallAll(input, other));

        /// <summary>As <see cref="lstsq(Tensor, Tensor)"/>; singular values below rcond times the largest count as zero.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other, double rcond) => Lstsq(Aten.LinalgLstsq.CallAll(input, other, rcond));

        /// <summary>The product of several matrices, in the order that needs the fewest multiplications.</summary>
        public static Tensor multi_dot(IList<Tensor> tensors) => Aten.LinalgMultiDot.Call(Argument.List(tensors));

        /// <summary>The exponential of a square matrix.</summary>
        public static Tensor matrix_exp(Tensor input) => Aten.LinalgMatrixExponential.Call(input);

        /// <summary>The cross products of vectors of three elements along one axis.</summary>
        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Aten.LinalgCross.Call(input, other, dim);

        /// <summary>A view of a diagonal in the plane of two axes.</summary>
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => Aten.LinalgDiagonal.Call(input, offset, dim1, dim2);

        /// <summary>The inverse of the tensor as a linear map from its last axes to its first <paramref name="ind"/>.</summary>
        public static Tensor tensorinv(Tensor input, long ind) => Aten.LinalgTensorinv.Call(input, ind);

        /// <summary>X with tensordot(A, X) = B; dims are moved to the end of A first.</summary>
        public static Tensor tensorsolve(Tensor A, Tensor B, long[] dims) => Aten.LinalgTensorsolve.Call(A, B, dims);

        /// <summary>The matrix of a vector's powers 0 to N - 1.</summary>
        public static Tensor vander(Tensor input, long? N = null) => Aten.LinalgVander.Call(input, N);

        private static (Tensor, Tensor, Tensor, Tensor) Lstsq(Tensor[] all) => (all[0], all[1], all[2], all[3]);
    }
}
