namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Addbmm = new("aten::addbmm");
    internal static readonly Operator AddbmmInPlace = new("aten::addbmm_");
    internal static readonly Operator Addmm = new("aten::addmm");
    internal static readonly Operator AddmmInPlace = new("aten::addmm_");
    internal static readonly Operator Addmv = new("aten::addmv");
    internal static readonly Operator AddmvInPlace = new("aten::addmv_");
    internal static readonly Operator Addr = new("aten::addr");
    internal static readonly Operator AddrInPlace = new("aten::addr_");
    internal static readonly Operator Baddbmm = new("aten::baddbmm");
    internal static readonly Operator Bmm = new("aten::bmm");
    internal static readonly Operator Cholesky = new("aten::cholesky");
    internal static readonly Operator CholeskyInverse = new("aten::cholesky_inverse");
    internal static readonly Operator CholeskySolve = new("aten::cholesky_solve");
    internal static readonly Operator Dot = new("aten::dot");
    internal static readonly Operator Geqrf = new("aten::geqrf");
    internal static readonly Operator Inner = new("aten::inner");
    internal static readonly Operator Kron = new("aten::kron");
    internal static readonly Operator LinalgDet = new("aten::linalg_det");
    internal static readonly Operator LinalgInv = new("aten::linalg_inv");
    internal static readonly Operator LinalgMatrixExp = new("aten::linalg_matrix_exp");
    internal static readonly Operator LinalgPinv = new("aten::linalg_pinv");
    internal static readonly Operator Logdet = new("aten::logdet");
    internal static readonly Operator Matmul = new("aten::matmul");
    internal static readonly Operator MatrixPower = new("aten::matrix_power");
    internal static readonly Operator Mm = new("aten::mm");
    internal static readonly Operator Mv = new("aten::mv");
    internal static readonly Operator Ormqr = new("aten::ormqr");
    internal static readonly Operator Outer = new("aten::outer");
    internal static readonly Operator Tensordot = new("aten::tensordot");
    internal static readonly Operator Vdot = new("aten::vdot");
}
