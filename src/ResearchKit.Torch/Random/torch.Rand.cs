using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, of the given shape.</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape(size), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, of the given shape.</summary>
    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape(size), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, on one axis.</summary>
    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape([size]), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, in a matrix.</summary>
    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape([rows, columns]), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, on three axes.</summary>
    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape([dim0, dim1, dim2]), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, on four axes.</summary>
    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape([dim0, dim1, dim2, dim3]), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, on one axis.</summary>
    public static Tensor rand(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape([size]), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, in a matrix.</summary>
    public static Tensor rand(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape([rows, columns]), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, on three axes.</summary>
    public static Tensor rand(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape([dim0, dim1, dim2]), generator, dtype, device, requires_grad, names);

    /// <summary>Draws evenly from 0 &lt;= x &lt; 1, on four axes.</summary>
    public static Tensor rand(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        New(Aten.Rand, Shape([dim0, dim1, dim2, dim3]), generator, dtype, device, requires_grad, names);
}
