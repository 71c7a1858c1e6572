using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra on matrices, or on lists of them along leading axes.</summary>
    public static partial class linalg
    {
        /// <summary>What <see cref="qr"/> computes.</summary>
        public enum QRMode
        {
            /// <summary>Q with as many columns as the smaller side, and R.</summary>
            Reduced = 0,

            /// <summary>A square Q, and R.</summary>
            Complete = 1,

            /// <summary>R alone; Q is empty.</summary>
            R = 2,
        }

        /// <summary>The lower triangular L with A = L L^H.</summary>
        /// <param name="input">Hermitian positive definite matrices (..., n, n); only the lower triangle is read.</param>
        /// <returns>L (..., n, n) with positive diagonal.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A matrix is not square or not positive definite; the message names the minor.</exception>
        public static Tensor cholesky(Tensor input) => Aten.LinalgCholesky.Call(input);

        /// <summary>The lower triangular L with A = L L^H, and which matrices have none.</summary>
        /// <param name="input">Matrices (..., n, n).</param>
        /// <param name="check_errors">Whether to throw, as <see cref="cholesky"/> does, where there is none.</param>
        /// <returns>L (..., n, n), and for each matrix (Int32) 0 or the order of the leading minor that is not positive definite; L is then undefined.</returns>
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) => Aten.LinalgCholeskyEx.CallPair(input, Argument.Default, check_errors);

        /// <summary>Eigenvalues w and eigenvectors V with A V = V diag(w).</summary>
        /// <remarks>Vectors have length 1 and an arbitrary phase; the gradient exists only where the eigenvalues differ. For Hermitian matrices <see cref="eigh"/> is faster and exact.</remarks>
        /// <param name="input">Matrices (..., n, n).</param>
        /// <returns>w (..., n) in no particular order and V (..., n, n) with the vectors in its columns, both complex.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A matrix is not square, or holds what is not finite.</exception>
        public static (Tensor, Tensor) eig(Tensor input) => Aten.LinalgEig.CallPair(input);

        /// <summary>Eigenvalues w and orthonormal eigenvectors V of Hermitian matrices: A = V diag(w) V^H.</summary>
        /// <remarks>The sign of each vector is arbitrary; the gradient of V exists only where the eigenvalues differ.</remarks>
        /// <param name="input">Hermitian matrices (..., n, n), of which one triangle is read.</param>
        /// <param name="UPLO">'L' to read the lower triangle, 'U' for the upper.</param>
        /// <returns>w (..., n) in ascending order, real, and V (..., n, n) with the vectors in its columns.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A matrix is not square, or UPLO is another letter.</exception>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Aten.LinalgEigh.CallPair(input, UPLO.ToString());

        /// <summary>The eigenvalues of square matrices.</summary>
        /// <param name="input">Matrices (..., n, n).</param>
        /// <returns>(..., n), complex, in no particular order.</returns>
        public static Tensor eigvals(Tensor input) => Aten.LinalgEigvals.Call(input);

        /// <summary>The eigenvalues of Hermitian matrices.</summary>
        /// <param name="input">Hermitian matrices (..., n, n), of which one triangle is read.</param>
        /// <param name="UPLO">'L' to read the lower triangle, 'U' for the upper.</param>
        /// <returns>(..., n), real, in ascending order.</returns>
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.LinalgEigvalsh.Call(input, UPLO.ToString());

        /// <summary>The first n columns of H_1 H_2 ... H_k with H_i = 1 - tau_i v_i v_i^H.</summary>
        /// <param name="A">(..., m, n), m at least n; v_i stands below the diagonal of column i, with 1 on the diagonal, as <see cref="torch.geqrf"/> leaves it.</param>
        /// <param name="tau">(..., k), k at most n.</param>
        /// <returns>(..., m, n) with orthonormal columns.</returns>
        public static Tensor householder_product(Tensor A, Tensor tau) => Aten.LinalgHouseholderProduct.Call(A, tau);

        /// <summary>A permutation P, a unit lower triangular L and an upper triangular U with A = P L U.</summary>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <param name="pivot">Whether rows are exchanged for stability; without it P is empty, and a zero pivot gives what is not finite. Not on the CPU.</param>
        /// <returns>P (..., m, m), L (..., m, k) and U (..., k, n) with k = min(m, n).</returns>
        public static (Tensor P, Tensor L, Tensor U) lu(Tensor input, bool pivot = true)
        {
            var all = Aten.LinalgLu.CallAll(input, pivot);
            return (all[0], all[1], all[2]);
        }

        /// <summary>The factors of <see cref="lu"/> packed as LAPACK packs them.</summary>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <param name="pivot">Whether rows are exchanged for stability.</param>
        /// <returns>U on and above the diagonal with L below it (..., m, n), and for each step the row exchanged with (..., min(m, n)), Int32, counted from 1.</returns>
        public static (Tensor LU, Tensor? Pivots) lu_factor(Tensor input, bool pivot = true) => Aten.LinalgLuFactor.CallPair(input, pivot);

        /// <summary>Orthonormal Q and upper triangular R with A = Q R.</summary>
        /// <remarks>The diagonal of R may be negative. The gradient exists for full rank and, in the mode Complete, for m at most n.</remarks>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <param name="mode">How much is computed.</param>
        /// <returns>Q (..., m, k) and R (..., k, n); k is min(m, n), or m in the mode Complete; in the mode R, Q is empty.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The mode is none of the three.</exception>
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Aten.LinalgQr.CallPair(input, mode switch
        {
            QRMode.Reduced => "reduced",
            QRMode.Complete => "complete",
            QRMode.R => "r",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "The mode must be Reduced, Complete or R."),
        });

        /// <summary>Singular values S and orthonormal U, V with A = U diag(S) V^H.</summary>
        /// <remarks>The signs of the vectors are arbitrary; the gradient of U and V exists only where the singular values differ. For the values alone use <see cref="svdvals"/>.</remarks>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <param name="fullMatrices">Whether U and V^H are square; else U is (..., m, k) and V^H (..., k, n), k = min(m, n).</param>
        /// <returns>U, S (..., k) in descending order, and V^H.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The input has fewer than two axes, or LAPACK does not converge (an element is not finite).</exception>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true)
        {
            var all = Aten.LinalgSvd.CallAll(input, fullMatrices);
            return (all[0], all[1], all[2]);
        }

        /// <summary>The singular values.</summary>
        /// <param name="input">Matrices (..., m, n).</param>
        /// <returns>(..., min(m, n)), real, in descending order.</returns>
        public static Tensor svdvals(Tensor input) => Aten.LinalgSvdvals.Call(input);
    }
}
