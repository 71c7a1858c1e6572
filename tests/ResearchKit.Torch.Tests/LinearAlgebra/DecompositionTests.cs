using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.LinearAlgebra;

/// <summary>Factors multiply back to the matrix, whatever its shape; sizes and signs are as documented.</summary>
public sealed class DecompositionTests : IDisposable
{
    /// <summary>Rounding of float64 in products of small matrices.</summary>
    private const double Tolerance = 1e-10;

    private readonly DisposeScope _scope = NewDisposeScope();

    public DecompositionTests() => manual_seed(13);

    public static TheoryData<string> Shapes => ["1x1", "3x3", "5x3", "3x5", "2x4x3", "2x3x4", "1x6", "6x1"];

    public static TheoryData<string> Squares => ["1x1", "4x4", "3x2x2", "2x1x3x3"];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Should_Multiply_Back_When_Singular_Values_Are_Taken(string sizes)
    {
        var shape = Array.ConvertAll(sizes.Split('x'), long.Parse);
        var a = Matrix(shape);
        var least = Math.Min(shape[^1], shape[^2]);
        var (u, s, vh) = linalg.svd(a, fullMatrices: false);
        var (fullU, _, fullVh) = linalg.svd(a);

        Close(a, u.matmul(s.unsqueeze(-1) * vh));
        Assert.Equal((shape[^2], shape[^2], shape[^1]), (fullU.shape[^1], fullU.shape[^2], fullVh.shape[^1]));
        Assert.Equal(least, s.shape[^1]);
        Assert.True((s >= 0).all().item<bool>());
        Assert.True((s.diff(1, -1) <= 0).all().item<bool>());
        Close(s, linalg.svdvals(a));
        Close(eye(least, dtype: ScalarType.Float64).expand_as(u.mT.matmul(u)), u.mT.matmul(u));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Should_Multiply_Back_When_Orthogonalised(string sizes)
    {
        var shape = Array.ConvertAll(sizes.Split('x'), long.Parse);
        var a = Matrix(shape);
        var (q, r) = linalg.qr(a);
        var (fullQ, fullR) = linalg.qr(a, linalg.QRMode.Complete);
        var (_, alone) = linalg.qr(a, linalg.QRMode.R);

        Close(a, q.matmul(r));
        Close(a, fullQ.matmul(fullR));
        Close(r, alone);
        Assert.Equal((Math.Min(shape[^1], shape[^2]), shape[^2]), (q.shape[^1], fullQ.shape[^1]));
        Close(r, r.triu());
    }

    [Theory]
    [MemberData(nameof(Squares))]
    public void Should_Multiply_Back_When_Eigenvalues_Are_Taken(string sizes)
    {
        var shape = Array.ConvertAll(sizes.Split('x'), long.Parse);
        var a = Matrix(shape);
        var symmetric = a + a.mT;
        var (values, vectors) = linalg.eigh(symmetric);
        Close(symmetric, vectors.matmul(values.unsqueeze(-1) * vectors.mT));
        Assert.True((values.diff(1, -1) >= 0).all().item<bool>());
        Close(values, linalg.eigvalsh(symmetric));

        var (general, columns) = linalg.eig(a);
        Close(a.to_type(ScalarType.ComplexFloat64).matmul(columns), columns * general.unsqueeze(-2));
        Close(general.abs().sort(-1).Values, linalg.eigvals(a).abs().sort(-1).Values);
    }

    [Theory]
    [MemberData(nameof(Squares))]
    public void Should_Multiply_Back_When_Factored(string sizes)
    {
        var shape = Array.ConvertAll(sizes.Split('x'), long.Parse);
        var a = Matrix(shape) + (4 * eye(shape[^1], dtype: ScalarType.Float64));
        var definite = a.matmul(a.mT);
        var l = linalg.cholesky(definite);
        Close(definite, l.matmul(l.mT));
        var (le, info) = linalg.cholesky_ex(definite);
        Close(l, le);
        Assert.Equal(0, info.abs().max().item<int>());
        var (p, lower, upper) = linalg.lu(a);
        Close(a, p.matmul(lower).matmul(upper));
        Close(eye(shape[^1], dtype: ScalarType.Float64).expand_as(a), a.matmul(linalg.inv(a)));
        Close(a, a.matmul(linalg.solve(a, a)));
    }

    [Fact]
    public void Should_Say_Which_Minor_Fails_When_A_Matrix_Is_Not_Positive_Definite()
    {
        var indefinite = diag(tensor(new[] { 1.0, 2.0, -1.0 }));

        Assert.Equal(3, linalg.cholesky_ex(indefinite).info.item<int>());
        Assert.ThrowsAny<Exception>(() => linalg.cholesky(indefinite));
        Assert.ThrowsAny<Exception>(() => linalg.cholesky(zeros(2, 3)));
    }

    [Fact]
    public void Should_Solve_Least_Squares_When_There_Are_More_Equations()
    {
        var (a, x) = (Matrix([8, 3]), Matrix([3, 2]));
        var b = a.matmul(x);

        Close(x, linalg.lstsq(a, b).Solution);
        var residual = Matrix([8, 2]);
        var solution = linalg.lstsq(a, residual).Solution;
        Close(zeros(3, 2, ScalarType.Float64), a.mT.matmul(a.matmul(solution) - residual));
    }

    [Fact]
    public void Should_Refuse_When_Matrices_Are_Singular_Or_Not_Square()
    {
        Assert.ThrowsAny<Exception>(() => linalg.inv(zeros(2, 2)));
        Assert.ThrowsAny<Exception>(() => linalg.solve(zeros(2, 2), ones(2, 1)));
        Assert.ThrowsAny<Exception>(() => linalg.det(ones(2, 3)));
        Assert.ThrowsAny<Exception>(() => linalg.eigh(ones(2, 3)));
        Assert.ThrowsAny<Exception>(() => linalg.svd(ones(3)));
    }

    private static Tensor Matrix(long[] shape) => randn(shape, ScalarType.Float64);

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var error = expected.numel() == 0 ? 0 : (expected - actual).abs().max().item<double>();
        Assert.True(error <= Tolerance * Math.Max(1, expected.abs().max().item<double>()), $"The largest difference is {error:g3}.");
    }
}
