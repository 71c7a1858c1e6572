using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix product, broadcast over leading axes; vectors count as rows or columns.</summary>
        public Tensor matmul(Tensor target) => Aten.Matmul.Call(this, target);

        /// <summary>The product of two matrices.</summary>
        public Tensor mm(Tensor target) => Aten.Mm.Call(this, target);

        /// <summary>The products of two lists of matrices.</summary>
        public Tensor bmm(Tensor batch2) => Aten.Bmm.Call(this, batch2);

        /// <summary>The product of a matrix and a vector.</summary>
        public Tensor mv(Tensor target) => Aten.Mv.Call(this, target);

        /// <summary>The inner product of two vectors.</summary>
        public Tensor dot(Tensor target) => Aten.Dot.Call(this, target);

        /// <summary>The inner product of two vectors, the first conjugated.</summary>
        public Tensor vdot(Tensor target) => Aten.Vdot.Call(this, target);

        /// <summary>The inner products along the last axes.</summary>
        public Tensor inner(Tensor vec2) => Aten.Inner.Call(this, vec2);

        /// <summary>The matrix of all products of two vectors' elements.</summary>
        public Tensor outer(Tensor vec2) => Aten.Outer.Call(this, vec2);

        /// <summary>The matrix of all products of two vectors' elements.</summary>
        public Tensor ger(Tensor vec2) => outer(vec2);

        /// <summary>The Kronecker product.</summary>
        public Tensor kron(Tensor other) => Aten.Kron.Call(this, other);

        /// <summary>beta this + alpha mat1 mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.Addmm.Call(this, mat1, mat2, beta, alpha);

        /// <summary>Replaces this by beta this + alpha mat1 mat2.</summary>
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.AddmmInPlace.Update(this, mat1, mat2, beta, alpha);

        /// <summary>beta this + alpha mat vec.</summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Aten.Addmv.Call(this, mat, vec, beta, alpha);

        /// <summary>Replaces this by beta this + alpha mat vec.</summary>
        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Aten.AddmvInPlace.Update(this, mat, vec, beta, alpha);

        /// <summary>beta this + alpha times the outer product of two vectors.</summary>
        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Aten.Addr.Call(this, vec1, vec2, beta, alpha);

        /// <summary>Replaces this by beta this + alpha times the outer product of two vectors.</summary>
        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Aten.AddrInPlace.Update(this, vec1, vec2, beta, alpha);

        /// <summary>beta this + alpha times the sum of the products of two lists of matrices.</summary>
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.Addbmm.Call(this, batch1, batch2, beta, alpha);

        /// <summary>Replaces this by beta this + alpha times the sum of the products of two lists of matrices.</summary>
        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.AddbmmInPlace.Update(this, batch1, batch2, beta, alpha);

        /// <summary>beta this + alpha times the products of two lists of matrices.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.Baddbmm.Call(this, batch1, batch2, beta, alpha);

        /// <summary>The sums of products over pairs of axes.</summary>
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Aten.Tensordot.Call(this, b, dims1, dims2);

        /// <summary>The sums of products over pairs of axes.</summary>
        public Tensor tensordot(Tensor b, (long, long)[] dims) => tensordot(b, Array.ConvertAll(dims, d => d.Item1), Array.ConvertAll(dims, d => d.Item2));

        /// <summary>The sums of products over the last axes of this and the first of the other.</summary>
        public Tensor tensordot(Tensor b, long dims = 2) => tensordot(b, LastAxes(dims), FirstAxes(dims));

        /// <summary>A square matrix to a whole power; negative ones invert it.</summary>
        public Tensor matrix_power(int n) => Aten.MatrixPower.Call(this, n);

        /// <summary>The exponential of square matrices.</summary>
        public Tensor matrix_exp() => Aten.LinalgMatrixExp.Call(this);

        /// <summary>The inverse of square matrices.</summary>
        public Tensor inverse() => Aten.LinalgInv.Call(this);

        /// <summary>The Moore-Penrose inverse; singular values below rcond times the largest count as zero.</summary>
        public Tensor pinverse(double rcond = 1e-15, bool hermitian = false) => Aten.LinalgPinv.Call(this, rcond, hermitian);

        /// <summary>The determinant of square matrices.</summary>
        public Tensor det() => Aten.LinalgDet.Call(this);

        /// <summary>The logarithm of the determinant of square matrices; NaN when it is negative.</summary>
        public Tensor logdet() => Aten.Logdet.Call(this);

        /// <summary>The Cholesky factor of positive definite matrices.</summary>
        public Tensor cholesky(bool upper = false) => Aten.Cholesky.Call(this, upper);

        /// <summary>The inverse of a matrix from its Cholesky factor.</summary>
        public Tensor cholesky_inverse(bool upper = false) => Aten.CholeskyInverse.Call(this, upper);

        /// <summary>Solves A X = this for a matrix A given by its Cholesky factor.</summary>
        public Tensor cholesky_solve(Tensor input2, bool upper = false) => Aten.CholeskySolve.Call(this, input2, upper);

        /// <summary>The QR decomposition in LAPACK's packed form.</summary>
        public (Tensor a, Tensor tau) geqrf() => Aten.Geqrf.CallPair(this);

        /// <summary>The product of another matrix and the Q of a packed QR decomposition.</summary>
        public Tensor ormqr(Tensor tau, Tensor other, bool left = true, bool transpose = false) => Aten.Ormqr.Call(this, tau, other, left, transpose);
    }
}
