using System.Numerics;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A single number of any of libtorch's kinds, as operators take it beside tensors.</summary>
/// <remarks>
/// It holds managed memory only. As in libtorch a scalar is a 64-bit integer, a double, a complex number or a truth value;
/// <see cref="Type"/> says which. Immutable and thread safe.
/// </remarks>
public sealed class Scalar : IDisposable
{
    internal Scalar(ValueKind kind, long integer, double real, double imaginary)
    {
        Kind = kind;
        Integer = integer;
        Real = real;
        Imaginary = imaginary;
    }

    /// <summary>The kind of number: Int64, Float64, ComplexFloat64 or Bool.</summary>
    public torch.ScalarType Type => Kind switch
    {
        ValueKind.Int => torch.ScalarType.Int64,
        ValueKind.Bool => torch.ScalarType.Bool,
        ValueKind.Complex => torch.ScalarType.ComplexFloat64,
        _ => torch.ScalarType.Float64,
    };

    internal ValueKind Kind { get; }

    internal long Integer { get; }

    internal double Real { get; }

    internal double Imaginary { get; }

    /// <summary>Makes an integer scalar.</summary>
    public static implicit operator Scalar(byte value) => Whole(value);

    /// <summary>Makes an integer scalar.</summary>
    public static implicit operator Scalar(sbyte value) => Whole(value);

    /// <summary>Makes an integer scalar.</summary>
    public static implicit operator Scalar(short value) => Whole(value);

    /// <summary>Makes an integer scalar.</summary>
    public static implicit operator Scalar(int value) => Whole(value);

    /// <summary>Makes an integer scalar.</summary>
    public static implicit operator Scalar(long value) => Whole(value);

    /// <summary>Makes a floating-point scalar.</summary>
    public static implicit operator Scalar(float value) => new(ValueKind.Double, 0, value, 0);

    /// <summary>Makes a floating-point scalar.</summary>
    public static implicit operator Scalar(double value) => new(ValueKind.Double, 0, value, 0);

    /// <summary>Makes a truth value.</summary>
    public static implicit operator Scalar(bool value) => new(ValueKind.Bool, value ? 1 : 0, 0, 0);

    /// <summary>Makes a complex scalar from its real and imaginary part.</summary>
    public static implicit operator Scalar((float, float) value) => new(ValueKind.Complex, 0, value.Item1, value.Item2);

    /// <summary>Makes a complex scalar.</summary>
    public static implicit operator Scalar(Complex value) => new(ValueKind.Complex, 0, value.Real, value.Imaginary);

    /// <summary>Does nothing, since no native memory is held.</summary>
    public void Dispose()
    {
    }

    internal static Scalar From(NativeValue value) =>
        new(value.Kind, value.Integer, value.Real, value.Kind == ValueKind.Complex ? BitConverter.Int64BitsToDouble(value.Integer) : 0);

    /// <summary>The number as a double; a truth value counts as 0 or 1 and a complex number must be real.</summary>
    /// <returns>The number.</returns>
    internal double AsDouble() => Kind switch
    {
        ValueKind.Int or ValueKind.Bool => Integer,
        ValueKind.Complex when Imaginary != 0 => throw new InvalidOperationException($"The complex number {Real} + {Imaginary}i cannot become a real number."),
        _ => Real,
    };

    /// <summary>The number as a whole one, cut towards zero.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="OverflowException">It does not fit 64 bits.</exception>
    internal long AsInt64() => Kind is ValueKind.Int or ValueKind.Bool ? Integer : checked((long)AsDouble());

    private static Scalar Whole(long value) => new(ValueKind.Int, value, 0, 0);
}
