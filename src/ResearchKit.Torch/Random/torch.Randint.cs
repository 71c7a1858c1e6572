using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Draws evenly from the whole numbers low &lt;= x &lt; high; 64-bit integers unless another type is given.</summary>
    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Finish(Aten.Randint.Call(low, high, size.Shape, generator, dtype ?? ScalarType.Int64, Argument.None, device, Argument.None), requires_grad, names);

    /// <summary>Draws evenly from the whole numbers 0 &lt;= x &lt; high; 64-bit integers unless another type is given.</summary>
    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>Draws evenly from the whole numbers 0 &lt;= x &lt; high; 64-bit integers unless another type is given.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    /// <summary>Draws evenly from the whole numbers low &lt;= x &lt; high; 64-bit integers unless another type is given.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    /// <summary>Draws evenly from the whole numbers low &lt;= x &lt; high; 64-bit integers unless another type is given.</summary>
    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    /// <summary>Draws evenly from the whole numbers 0 &lt;= x &lt; high; 64-bit integers unless another type is given.</summary>
    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    /// <summary>A random order of the numbers 0 to n - 1; 64-bit integers unless another type is given.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finish(Aten.Randperm.Call(n, generator, dtype ?? ScalarType.Int64, Argument.None, device, Argument.None), requires_grad, null);

    /// <summary>Draws from a normal distribution.</summary>
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        var draws = randn(size, dtype, device, false, generator);
        return Finish(draws.mul_(std).add_(mean), requires_grad, names);
    }

    /// <summary>Draws each element from a normal distribution with its own mean and standard deviation.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Aten.NormalTensorTensor.Call(mean, std, generator);
}
