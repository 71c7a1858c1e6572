namespace TorchSharp;

public static partial class torch
{
    /// <summary>The matrix product, broadcast over leading axes; vectors count as rows or columns.</summary>
    public static Tensor matmul(Tensor input, Tensor target) => Given(input).matmul(target);

    /// <summary>The product of two matrices.</summary>
    public static Tensor mm(Tensor input, Tensor target) => Given(input).mm(target);

    /// <summary>The products of two lists of matrices.</summary>
    public static Tensor bmm(Tensor input, Tensor batch2) => Given(input).bmm(batch2);

    /// <summary>The product of a matrix and a vector.</summary>
    public static Tensor mv(Tensor input, Tensor target) => Given(input).mv(target);

    /// <summary>The inner product of two vectors.</summary>
    public static Tensor dot(Tensor input, Tensor other) => Given(input).dot(other);

    /// <summary>The inner product of two vectors, the first conjugated.</summary>
    public static Tensor vdot(Tensor input, Tensor target) => Given(input).vdot(target);

    /// <summary>The inner products along the last axes.</summary>
    public static Tensor inner(Tensor input, Tensor vec2) => Given(input).inner(vec2);

    /// <summary>The matrix of all products of two vectors' elements.</summary>
    public static Tensor outer(Tensor input, Tensor vec2) => Given(input).outer(vec2);

    /// <summary>The matrix of all products of two vectors' elements.</summary>
    public static Tensor ger(Tensor input, Tensor vec2) => Given(input).ger(vec2);

    /// <summary>The Kronecker product.</summary>
    public static Tensor kron(Tensor input, Tensor other) => Given(input).kron(other);

    /// <summary>beta this + alpha mat1 mat2.</summary>
    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => Given(input).addmm(mat1, mat2, beta, alpha);

    /// <summary>Replaces this by beta this + alpha mat1 mat2.</summary>
    public static Tensor addmm_(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => Given(input).addmm_(mat1, mat2, beta, alpha);

    /// <summary>beta this + alpha mat vec.</summary>
    public static Tensor addmv(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => Given(input).addmv(mat1, mat2, beta, alpha);

    /// <summary>Replaces this by beta this + alpha mat vec.</summary>
    public static Tensor addmv_(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => Given(input).addmv_(mat1, mat2, beta, alpha);

    /// <summary>beta this + alpha times the outer product of two vectors.</summary>
    public static Tensor addr(Tensor input, Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Given(input).addr(vec1, vec2, beta, alpha);

    /// <summary>Replaces this by beta this + alpha times the outer product of two vectors.</summary>
    public static Tensor addr_(Tensor input, Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Given(input).addr_(vec1, vec2, beta, alpha);

    /// <summary>beta this + alpha times the sum of the products of two lists of matrices.</summary>
    public static Tensor addbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Given(input).addbmm(batch1, batch2, beta, alpha);

    /// <summary>Replaces this by beta this + alpha times the sum of the products of two lists of matrices.</summary>
    public static Tensor addbmm_(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Given(input).addbmm_(batch1, batch2, beta, alpha);

    /// <summary>beta this + alpha times the products of two lists of matrices.</summary>
    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Given(input).baddbmm(batch1, batch2, beta, alpha);

    /// <summary>The sums of products over pairs of axes.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2) => Given(a).tensordot(b, dims1, dims2);

    /// <summary>The sums of products over pairs of axes.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, (long, long)[] dims) => Given(a).tensordot(b, dims);

    /// <summary>The sums of products over the last axes of this and the first of the other.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long dims = 2) => Given(a).tensordot(b, dims);

    /// <summary>A square matrix to a whole power; negative ones invert it.</summary>
    public static Tensor matrix_power(Tensor input, int n) => Given(input).matrix_power(n);

    /// <summary>The exponential of square matrices.</summary>
    public static Tensor matrix_exp(Tensor input) => Given(input).matrix_exp();

    /// <summary>The inverse of square matrices.</summary>
    public static Tensor inverse(Tensor input) => Given(input).inverse();

    /// <summary>The Moore-Penrose inverse; singular values below rcond times the largest count as zero.</summary>
    public static Tensor pinverse(Tensor input, double rcond = 1e-15, bool hermitian = false) => Given(input).pinverse(rcond, hermitian);

    /// <summary>The determinant of square matrices.</summary>
    public static Tensor det(Tensor input) => Given(input).det();

    /// <summary>The logarithm of the determinant of square matrices; NaN when it is negative.</summary>
    public static Tensor logdet(Tensor input) => Given(input).logdet();

    /// <summary>The Cholesky factor of positive definite matrices.</summary>
    public static Tensor cholesky(Tensor input, bool upper) => Given(input).cholesky(upper);

    /// <summary>The inverse of a matrix from its Cholesky factor.</summary>
    public static Tensor cholesky_inverse(Tensor input, bool upper = false) => Given(input).cholesky_inverse(upper);

    /// <summary>Solves A X = this for a matrix A given by its Cholesky factor.</summary>
    public static Tensor cholesky_solve(Tensor input, Tensor input2, bool upper = false) => Given(input).cholesky_solve(input2, upper);

    /// <summary>The QR decomposition in LAPACK's packed form.</summary>
    public static (Tensor a, Tensor tau) geqrf(Tensor input) => Given(input).geqrf();

    /// <summary>The product of another matrix and the Q of a packed QR decomposition.</summary>
    public static Tensor ormqr(Tensor input, Tensor tau, Tensor other, bool left = true, bool transpose = false) => Given(input).ormqr(tau, other, left, transpose);
}
