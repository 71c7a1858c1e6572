namespace TorchSharp;

public static partial class torch
{
    /// <summary>Copies an array to a tensor with one axis.</summary>
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, [rawArray.LongLength], dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor of the given shape.</summary>
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, dimensions, dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with one axis.</summary>
    public static Tensor tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor of the given shape.</summary>
    public static Tensor tensor(IList<bool> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);

    /// <summary>Copies a list to a matrix.</summary>
    public static Tensor tensor(IList<bool> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with three axes.</summary>
    public static Tensor tensor(IList<bool> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with four axes.</summary>
    public static Tensor tensor(IList<bool> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>Copies an array to a matrix.</summary>
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor with three axes.</summary>
    public static Tensor tensor(bool[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor with four axes.</summary>
    public static Tensor tensor(bool[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor with one axis.</summary>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, [rawArray.LongLength], dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor of the given shape.</summary>
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, dimensions, dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with one axis.</summary>
    public static Tensor tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor of the given shape.</summary>
    public static Tensor tensor(IList<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);

    /// <summary>Copies a list to a matrix.</summary>
    public static Tensor tensor(IList<float> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with three axes.</summary>
    public static Tensor tensor(IList<float> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with four axes.</summary>
    public static Tensor tensor(IList<float> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>Copies an array to a matrix.</summary>
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor with three axes.</summary>
    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor with four axes.</summary>
    public static Tensor tensor(float[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor with one axis.</summary>
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, [rawArray.LongLength], dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor of the given shape.</summary>
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, dimensions, dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with one axis.</summary>
    public static Tensor tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a matrix.</summary>
    public static Tensor tensor(IList<double> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with three axes.</summary>
    public static Tensor tensor(IList<double> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [dim0, dim1, dim2], dtype, device, requires_grad, names);

    /// <summary>Copies a list to a tensor with four axes.</summary>
    public static Tensor tensor(IList<double> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray.ToArray(), [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    /// <summary>Copies an array to a matrix.</summary>
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor with three axes.</summary>
    public static Tensor tensor(double[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);

    /// <summary>Copies an array to a tensor with four axes.</summary>
    public static Tensor tensor(double[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ManagedArrays.Copy(rawArray, ManagedArrays.ShapeOf(rawArray), dtype, device, requires_grad, names);
}
