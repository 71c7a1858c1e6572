using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static ScalarType _defaultType = ScalarType.Float32;

    /// <summary>The element type of new tensors for which none is given; single precision at first.</summary>
    public static ScalarType get_default_dtype() => _defaultType;

    /// <summary>Sets the element type of new tensors for which none is given.</summary>
    /// <param name="dtype">A floating-point type.</param>
    public static void set_default_dtype(ScalarType dtype) =>
        _defaultType = is_floating_point(dtype) ? dtype : throw new ArgumentException($"The default type must be a floating-point type, not {dtype}.", nameof(dtype));

    /// <summary>Sets the element type of new tensors, for which none is given, to a tensor's.</summary>
    public static void set_default_tensor_type(Tensor t) => set_default_dtype(Given(t).dtype);

    private static long[] Shape(ReadOnlySpan<long> sizes) => sizes.ToArray();

    private static long[] Shape(long[] sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes, "size");
        return sizes;
    }

    private static Tensor New(Operator factory, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finish(factory.Call(size, dtype ?? _defaultType, Argument.None, device, Argument.None), requires_grad, names);

    private static Tensor New(Operator factory, long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Finish(factory.Call(size, value, dtype ?? TypeOf(value), Argument.None, device, Argument.None), requires_grad, names);
    }

    private static Tensor New(Operator factory, long[] size, Generator? generator, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finish(factory.Call(size, generator, dtype ?? _defaultType, Argument.None, device, Argument.None), requires_grad, names);

    private static ScalarType TypeOf(Scalar value) => value.Type switch
    {
        ScalarType.Int64 or ScalarType.Bool => ScalarType.Int64,
        ScalarType.ComplexFloat64 => ScalarType.ComplexFloat32,
        _ => _defaultType,
    };

    private static Tensor Finish(Tensor tensor, bool requires_grad, string[]? names)
    {
        if (names is { Length: > 0 })
        {
            tensor.Dispose();
            throw new NotSupportedException("This engine has no named axes; leave names out.");
        }

        return requires_grad ? tensor.requires_grad_() : tensor;
    }
}
