using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Compression;

/// <summary>Matrices and inputs that many tests need.</summary>
internal static class Matrices
{
    public static Tensor Normal(int seed, long rows, long columns, ScalarType type = ScalarType.Float64) => randn([rows, columns], dtype: type, generator: new Generator((ulong)seed));

    /// <summary>Singular values 2^−i between random orthonormal bases.</summary>
    public static Tensor Falling(int seed, long rows, long columns)
    {
        var k = Math.Min(rows, columns);
        var u = linalg.qr(Normal(seed, rows, k)).Q;
        var v = linalg.qr(Normal(seed + 1, columns, k)).Q;
        var values = tensor(Enumerable.Range(0, (int)k).Select(i => Math.Pow(2, -i)).ToArray());
        return (u * values.unsqueeze(0)).matmul(v.t());
    }

    /// <summary>Inputs (T, n) whose directions fall off exponentially in a random basis, as activations do.</summary>
    public static Tensor Activations(int seed, long tokens, long n, double rate = 0.08)
    {
        var basis = linalg.qr(Normal(seed, n, n)).Q;
        var sizes = tensor(Enumerable.Range(0, (int)n).Select(i => Math.Exp(-rate * i)).ToArray());
        return (Normal(seed + 1, tokens, n) * sizes.unsqueeze(0)).matmul(basis.t());
    }

    public static double SquaredNorm(Tensor tensor) => Fixtures.Values(tensor).Sum(value => value * value);

    public static double[] SingularValues(Tensor tensor) => Fixtures.Values(linalg.svdvals(tensor));
}
