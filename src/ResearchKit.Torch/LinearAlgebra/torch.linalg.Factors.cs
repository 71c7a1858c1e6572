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

        /// <summary>The lower triangular L with A = L L^H of a positive definite matrix A.</summary>
        public static Tensor cholesky(Tensor input) => Aten.LinalgCholesky.Call(input);

        /// <summary>The Cholesky factor and, for each matrix, 0 or the order of the minor that is not positive definite.</summary>
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) => Aten.LinalgCholeskyEx.CallPair(input, Argument.Default, check_errors);

        /// <summary>Eigenvalues and eigenvectors (in columns) of a square matrix, both complex.</summary>
        public static (Tensor, Tensor) eig(Tensor input) => Aten.LinalgEig.CallPair(input);

        /// <summary>Eigenvalues in ascending order and eigenvectors (in columns) of a Hermitian matrix, of which the triangle UPLO ('L' or 'U') is read.</summary>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Aten.LinalgEigh.CallPair(input, UPLO.ToString());

        /// <summary>The eigenvalues of a square matrix, complex.</summary>
        public static Tensor eigvals(Tensor input) => Aten.LinalgEigvals.Call(input);

        /// <summary>The eigenvalues of a Hermitian matrix in ascending order; the triangle UPLO ('L' or 'U') is read.</summary>
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.LinalgEigvalsh.Call(input, UPLO.ToString());

        /// <summary>The first columns of the product of the Householder reflections in A and tau.</summary>
        public static Tensor householder_product(Tensor A, Tensor tau) => Aten.LinalgHouseholderProduct.Call(A, tau);

        /// <summary>A permutation P, a unit lower triangular L and an upper triangular U with A = P L U.</summary>
        public static (Tensor P, Tensor L, Tensor U) lu(Tensor input, bool pivot = true)
        {
            var all = Aten.LinalgLu.CallAll(input, pivot);
            return (all[0], all[1], all[2]);
        }

        /// <summary>L and U packed in one matrix, and the pivots, counted from 1.</summary>
        public static (Tensor LU, Tensor? Pivots) lu_factor(Tensor input, bool pivot = true) => Aten.LinalgLuFactor.CallPair(input, pivot);

        /// <summary>Orthonormal Q and upper triangular R with A = Q R.</summary>
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Aten.LinalgQr.CallPair(input, mode switch
        {
            QRMode.Reduced => "reduced",
            QRMode.Complete => "complete",
            QRMode.R => "r",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "The mode must be Reduced, Complete or R."),
        });

        /// <summary>U, the singular values in descending order, and V^H with A = U diag(S) V^H; square U and V^H, or only as much as A determines.</summary>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true)
        {
            var all = Aten.LinalgSvd.CallAll(input, fullMatrices);
            return (all[0], all[1], all[2]);
        }

        /// <summary>The singular values in descending order.</summary>
        public static Tensor svdvals(Tensor input) => Aten.LinalgSvdvals.Call(input);
    }
}
