using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The numbers start, start + step, ... below stop; 64-bit integers when all three are integers.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(step);
        var whole = is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type);
        var type = dtype ?? (whole ? ScalarType.Int64 : _defaultType);
        return Finish(Aten.Arange.Call(start, stop, step, type, Argument.None, device, Argument.None), requires_grad, null);
    }

    /// <summary>The numbers start, start + 1, ... below stop; 64-bit integers when both are integers.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>The numbers 0, 1, ... below stop; 64-bit integers when stop is an integer.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Evenly spaced numbers from start to end, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Aten.Linspace.Call(start, end, steps, dtype ?? _defaultType, Argument.None, device, Argument.None), requires_grad, null);

    /// <summary>Numbers from base^start to base^end, both included, whose logarithms are evenly spaced.</summary>
    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Aten.Logspace.Call(start, end, steps, @base, dtype ?? _defaultType, Argument.None, device, Argument.None), requires_grad, null);

    /// <summary>A matrix with ones on its diagonal; square when columns is -1.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Aten.Eye.Call(rows, columns == -1 ? rows : columns, dtype ?? _defaultType, Argument.None, device, Argument.None), requires_grad, names);

    /// <summary>Elements that are not set, with the given sizes and strides.</summary>
    public static Tensor empty_strided(long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Aten.EmptyStrided.Call(size, strides, dtype ?? _defaultType, Argument.None, device, Argument.None), requires_grad, names);

    /// <summary>The row and column numbers of the elements on and below a diagonal, one pair a column.</summary>
    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.TrilIndices.Call(row, col, offset, dtype, Argument.None, device, Argument.None);

    /// <summary>The row and column numbers of the elements on and above a diagonal, one pair a column.</summary>
    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.TriuIndices.Call(row, col, offset, dtype, Argument.None, device, Argument.None);

    /// <summary>The matrix of a vector's powers, falling from n - 1 to 0 unless increasing; n is the vector's length when -1.</summary>
    public static Tensor vander(Tensor x, long N = -1, bool increasing = false)
    {
        using var powers = Aten.Vander.Call(Given(x), N < 0 ? x.size(0) : N);
        return increasing ? powers.clone() : powers.flip(-1);
    }

    /// <summary>Complex numbers from their real and imaginary parts.</summary>
    public static Tensor complex(Tensor real, Tensor imag) => Aten.Complex.Call(real, imag);

    /// <summary>Complex numbers from their absolute values and angles, in radians.</summary>
    public static Tensor polar(Tensor abs, Tensor angle) => Aten.Polar.Call(abs, angle);

    /// <summary>Zeros of a tensor's shape, and of its type and device unless others are given.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Given(input).zeros_like(dtype, device), requires_grad, names);

    /// <summary>Ones of a tensor's shape, and of its type and device unless others are given.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Given(input).ones_like(dtype, device), requires_grad, names);

    /// <summary>A tensor of another's shape, type and device unless others are given, whose elements are not set.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Given(input).empty_like(dtype, device), requires_grad, names);

    /// <summary>A number in every element of a tensor of another's shape.</summary>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Given(input).full_like(value, dtype, device), requires_grad, names);
}
