using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A number in every element of the given shape.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape(size), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element of the given shape.</summary>
    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape(size), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element on one axis.</summary>
    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape([size]), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element in a matrix.</summary>
    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape([rows, columns]), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element on three axes.</summary>
    public static Tensor full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape([dim0, dim1, dim2]), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element on four axes.</summary>
    public static Tensor full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape([dim0, dim1, dim2, dim3]), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element on one axis.</summary>
    public static Tensor full(int size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape([size]), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element in a matrix.</summary>
    public static Tensor full(int rows, int columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape([rows, columns]), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element on three axes.</summary>
    public static Tensor full(int dim0, int dim1, int dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape([dim0, dim1, dim2]), value, dtype, device, requires_grad, names);

    /// <summary>A number in every element on four axes.</summary>
    public static Tensor full(int dim0, int dim1, int dim2, int dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(Aten.Full, Shape([dim0, dim1, dim2, dim3]), value, dtype, device, requires_grad, names);
}
