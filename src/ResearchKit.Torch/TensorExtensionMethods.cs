using System.Numerics;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions between tensors and .NET values.</summary>
public static partial class TensorExtensionMethods
{
    /// <summary>The only element, converted to a truth value.</summary>
    public static bool ToBoolean(this Tensor value) => Number(value, v => v.Kind == ValueKind.Double ? v.Real != 0 : v.Integer != 0);

    /// <summary>The only element, converted to an unsigned 8-bit integer.</summary>
    public static byte ToByte(this Tensor value) => checked((byte)value.ToInt64());

    /// <summary>The only element, converted to a signed 8-bit integer.</summary>
    public static sbyte ToSByte(this Tensor value) => checked((sbyte)value.ToInt64());

    /// <summary>The only element, converted to a 16-bit integer.</summary>
    public static short ToInt16(this Tensor value) => checked((short)value.ToInt64());

    /// <summary>The only element, converted to a 32-bit integer.</summary>
    public static int ToInt32(this Tensor value) => checked((int)value.ToInt64());

    /// <summary>The only element, converted to a 64-bit integer.</summary>
    public static long ToInt64(this Tensor value) => Number(value, v => Scalar.From(v).AsInt64());

    /// <summary>The only element, converted to single precision.</summary>
    public static float ToSingle(this Tensor value) => (float)value.ToDouble();

    /// <summary>The only element, converted to double precision.</summary>
    public static double ToDouble(this Tensor value) => Number(value, v => Scalar.From(v).AsDouble());

    /// <summary>The only element as a pair of its real and imaginary part.</summary>
    public static (float Real, float Imaginary) ToComplexFloat32(this Tensor value)
    {
        var number = value.ToComplexFloat64();
        return ((float)number.Real, (float)number.Imaginary);
    }

    /// <summary>The only element as a complex number.</summary>
    public static Complex ToComplexFloat64(this Tensor value) => Number(value, v =>
    {
        var scalar = Scalar.From(v);
        return scalar.Kind == ValueKind.Complex ? new Complex(scalar.Real, scalar.Imaginary) : new Complex(scalar.AsDouble(), 0);
    });

    /// <summary>The number of elements of a shape.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Makes a tensor of a list of numbers in a given shape.</summary>
    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        ArgumentNullException.ThrowIfNull(dimensions);
        return ManagedArrays.Copy(rawArray, dimensions, null, null, requires_grad, null);
    }

    /// <summary>Makes a tensor without axes of one number.</summary>
    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false)
        where T : unmanaged => ManagedArrays.Copy(new[] { scalar }, [], null, device, requires_grad, null);

    private static TResult Number<TResult>(Tensor value, Func<NativeValue, TResult> convert)
    {
        var elements = Given(value).NumberOfElements;
        return elements == 1
            ? convert(Aten.Item.CallValue(value))
            : throw new ArgumentException($"The tensor has {elements} elements; a conversion to one number needs exactly one.", nameof(value));
    }
}
