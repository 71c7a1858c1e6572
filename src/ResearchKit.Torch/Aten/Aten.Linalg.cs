namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator LinalgCholesky = new("aten::linalg_cholesky");
    internal static readonly Operator LinalgCholeskyEx = new("aten::linalg_cholesky_ex");
    internal static readonly Operator LinalgCond = new("aten::linalg_cond");
    internal static readonly Operator LinalgCondString = new("aten::linalg_cond", "p_str");
    internal static readonly Operator LinalgCross = new("aten::linalg_cross");
    internal static readonly Operator LinalgDiagonal = new("aten::linalg_diagonal");
    internal static readonly Operator LinalgEig = new("aten::linalg_eig");
    internal static readonly Operator LinalgEigh = new("aten::linalg_eigh");
    internal static readonly Operator LinalgEigvals = new("aten::linalg_eigvals");
    internal static readonly Operator LinalgEigvalsh = new("aten::linalg_eigvalsh");
    internal static readonly Operator LinalgHouseholderProduct = new("aten::linalg_householder_product");
    internal static readonly Operator LinalgInverse = new("aten::linalg_inv");
    internal static readonly Operator LinalgInvEx = new("aten::linalg_inv_ex");
    internal static readonly Operator LinalgLstsq = new("aten::linalg_lstsq");
    internal static readonly Operator LinalgLu = new("aten::linalg_lu");
    internal static readonly Operator LinalgLuFactor = new("aten::linalg_lu_factor");
    internal static readonly Operator LinalgMatrixExponential = new("aten::linalg_matrix_exp");
    internal static readonly Operator LinalgMatrixNorm = new("aten::linalg_matrix_norm");
    internal static readonly Operator LinalgMatrixNormString = new("aten::linalg_matrix_norm", "str_ord");
    internal static readonly Operator LinalgMatrixRank = new("aten::linalg_matrix_rank", "atol_rtol_float");
    internal static readonly Operator LinalgMatrixRankTensor = new("aten::linalg_matrix_rank", "atol_rtol_tensor");
    internal static readonly Operator LinalgMultiDot = new("aten::linalg_multi_dot");
    internal static readonly Operator LinalgNorm = new("aten::linalg_norm");
    internal static readonly Operator LinalgNormString = new("aten::linalg_norm", "ord_str");
    internal static readonly Operator LinalgPseudoinverse = new("aten::linalg_pinv", "atol_rtol_float");
    internal static readonly Operator LinalgPseudoinverseTensor = new("aten::linalg_pinv", "atol_rtol_tensor");
    internal static readonly Operator LinalgQr = new("aten::linalg_qr");
    internal static readonly Operator LinalgSlogdet = new("aten::linalg_slogdet");
    internal static readonly Operator LinalgSolve = new("aten::linalg_solve");
    internal static readonly Operator LinalgSolveEx = new("aten::linalg_solve_ex");
    internal static readonly Operator LinalgSvd = new("aten::linalg_svd");
    internal static readonly Operator LinalgSvdvals = new("aten::linalg_svdvals");
    internal static readonly Operator LinalgTensorinv = new("aten::linalg_tensorinv");
    internal static readonly Operator LinalgTensorsolve = new("aten::linalg_tensorsolve");
    internal static readonly Operator LinalgVander = new("aten::linalg_vander");
    internal static readonly Operator LinalgVecdot = new("aten::linalg_vecdot");
    internal static readonly Operator LinalgVectorNorm = new("aten::linalg_vector_norm");
}
