using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        /// <summary>The determinant.</summary>
        /// <param name="input">Matrices (..., n, n).</param>
        /// <returns>(...); 0 for singular matrices. Large matrices overflow: see <see cref="slogdet"/>.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A matrix is not square.</exception>
        public static Tensor det(Tensor input) => Aten.LinalgDet.Call(input);

        /// <summary>The determinant as sign and logarithm: det A = sign exp(logabsdet).</summary>
        /// <param name="input">Matrices (..., n, n).</param>
        /// <returns>The sign (of modulus 1 for complex matrices, 0 for singular ones) and log |det A| (minus infinity for singular ones), both (...).</returns>
        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.LinalgSlogdet.CallPair(input);

        /// <summary>The inverse A^-1.</summary>
        /// <remarks>To solve A X = B use <see cref="solve"/>, which is faster and more accurate than inv(A) B.</remarks>
        /// <param name="input">Matrices (..., n, n).</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A matrix is singular or not square.</exception>
        public static Tensor inv(Tensor input) => Aten.LinalgInverse.Call(input);

        /// <summary>The inverse, and which matrices have none.</summary>
        /// <param name="input">Matrices (..., n, n).</param>
        /// <param name="check_errors">Whether to throw, as <see cref="inv"/> does, where there is none.</param>
        /// <returns>A^-1 (..., n, n), and for each matrix (Int32) 0 or the pivot that is zero, counted from 1.</returns>
        public static (Tensor L, Tensor info) inv_ex(Tensor input, bool check_errors = false) => Aten.LinalgInvEx.CallPair(input, check_errors);

        /// <summary>The Moore-Penrose inverse V diag(1/s) U^H of A = U diag(s) V^H.</summary>
        /// <remarks>Singular values at or below max(atol, rtol s1) count as zero, s1 being the largest.</remarks>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <param name="atol">0 by default.</param>
        /// <param name="rtol">max(m, n) times the rounding unit by default, 0 when only atol is given.</param>
        /// <param name="hermitian">Whether the matrices are Hermitian, which is faster.</param>
        /// <returns>(..., n, m).</returns>
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Aten.LinalgPseudoinverse.Call(input, atol, rtol, hermitian);

        /// <inheritdoc cref="pinv(Tensor, double?, double?, bool)"/>
        public static Tensor pinv(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) => Aten.LinalgPseudoinverseTensor.Call(input, atol, rtol, hermitian);

        /// <summary>The number of singular values above max(atol, rtol s1), s1 being the largest.</summary>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <param name="atol">0 by default.</param>
        /// <param name="rtol">max(m, n) times the rounding unit by default, 0 when only atol is given.</param>
        /// <param name="hermitian">Whether the matrices are Hermitian, which is faster.</param>
        /// <returns>(...), Int64.</returns>
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Aten.LinalgMatrixRank.Call(input, atol, rtol, hermitian);

        /// <inheritdoc cref="matrix_rank(Tensor, double?, double?, bool)"/>
        public static Tensor matrix_rank(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) => Aten.LinalgMatrixRankTensor.Call(input, atol, rtol, hermitian);

        /// <summary>X with A X = B, or X A = B when not left.</summary>
        /// <param name="input">A (..., n, n).</param>
        /// <param name="other">B (..., n, k), or vectors (..., n) where A has one axis more; leading axes broadcast.</param>
        /// <param name="left">On which side of X the matrix stands.</param>
        /// <returns>X of the shape of B.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A is singular or not square, or the shapes do not fit.</exception>
        public static Tensor solve(Tensor input, Tensor other, bool left = true) => Aten.LinalgSolve.Call(input, other, left);

        /// <summary>As <see cref="solve"/>, and which matrices are singular.</summary>
        /// <param name="input">A (..., n, n).</param>
        /// <param name="other">B (..., n, k).</param>
        /// <param name="left">On which side of X the matrix stands.</param>
        /// <param name="check_errors">Whether to throw where a matrix is singular.</param>
        /// <returns>X, and for each matrix (Int32) 0 or the pivot that is zero, counted from 1.</returns>
        public static (Tensor result, Tensor info) solve_ex(Tensor input, Tensor other, bool left = true, bool check_errors = false) => Aten.LinalgSolveEx.CallPair(input, other, left, check_errors);

        /// <summary>The X that makes |A X - B| smallest, the shortest of several, by an orthogonal factorisation with pivoting.</summary>
        /// <param name="input">A (..., m, n).</param>
        /// <param name="other">B (..., m, k).</param>
        /// <returns>X (..., n, k); the sums of squared residuals (..., k) where m exceeds n, else empty; rank and singular values of A where they are computed, else empty.</returns>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) => Lstsq(Aten.LinalgLstsq.CallAll(input, other));

        /// <summary>As <see cref="lstsq(Tensor, Tensor)"/> for the rank that a threshold says.</summary>
        /// <param name="input">A (..., m, n).</param>
        /// <param name="other">B (..., m, k).</param>
        /// <param name="rcond">Singular values below this share of the largest count as zero.</param>
        /// <returns>As <see cref="lstsq(Tensor, Tensor)"/>.</returns>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other, double rcond) => Lstsq(Aten.LinalgLstsq.CallAll(input, other, rcond));

        /// <summary>The product A_1 A_2 ... A_k, in the order that needs the fewest multiplications.</summary>
        /// <param name="tensors">At least two matrices whose sizes fit; the first may be a row vector and the last a column vector.</param>
        public static Tensor multi_dot(IList<Tensor> tensors) => Aten.LinalgMultiDot.Call(Argument.List(tensors));

        /// <summary>The exponential: the sum of A^k / k!.</summary>
        /// <param name="input">Matrices (..., n, n).</param>
        public static Tensor matrix_exp(Tensor input) => Aten.LinalgMatrixExponential.Call(input);

        /// <summary>Cross products of vectors of three elements.</summary>
        /// <param name="input">Any shape with size 3 along the axis.</param>
        /// <param name="other">A shape that broadcasts.</param>
        /// <param name="dim">The axis of the vectors.</param>
        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Aten.LinalgCross.Call(input, other, dim);

        /// <summary>A view of a diagonal in the plane of two axes, which becomes the last axis.</summary>
        /// <param name="input">At least two axes.</param>
        /// <param name="offset">0 for the main diagonal, positive above it, negative below.</param>
        /// <param name="dim1">The axis of the rows.</param>
        /// <param name="dim2">The axis of the columns.</param>
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => Aten.LinalgDiagonal.Call(input, offset, dim1, dim2);

        /// <summary>The inverse of the tensor as a linear map from its last axes to its first <paramref name="ind"/>: tensordot(inverse, A) is the identity.</summary>
        /// <param name="input">The first ind sizes have the same product as the others.</param>
        /// <param name="ind">How many axes the result of the map has, positive.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The products differ, or the map is singular.</exception>
        public static Tensor tensorinv(Tensor input, long ind) => Aten.LinalgTensorinv.Call(input, ind);

        /// <summary>X with tensordot(A, X) = B.</summary>
        /// <param name="A">B's sizes first, then those of X.</param>
        /// <param name="B">The right side.</param>
        /// <param name="dims">Axes of A that are moved to its end first.</param>
        public static Tensor tensorsolve(Tensor A, Tensor B, long[] dims) => Aten.LinalgTensorsolve.Call(A, B, dims);

        /// <summary>The matrix of powers x_i^0, x_i^1, ..., x_i^(N-1).</summary>
        /// <param name="input">(..., n).</param>
        /// <param name="N">The number of powers, n by default.</param>
        /// <returns>(..., n, N). <see cref="torch.vander"/> has the powers in descending order instead.</returns>
        public static Tensor vander(Tensor input, long? N = null) => Aten.LinalgVander.Call(input, N);

        private static (Tensor, Tensor, Tensor, Tensor) Lstsq(Tensor[] all) => (all[0], all[1], all[2], all[3]);
    }
}
