namespace TorchSharp;

public static partial class torch
{
    /// <summary>Unsigned 8-bit integers.</summary>
    public static readonly ScalarType uint8 = ScalarType.Byte;

    /// <summary>Signed 8-bit integers.</summary>
    public static readonly ScalarType int8 = ScalarType.Int8;

    /// <summary>16-bit integers.</summary>
    public static readonly ScalarType int16 = ScalarType.Int16;

    /// <summary>32-bit integers.</summary>
    public static readonly ScalarType int32 = ScalarType.Int32;

    /// <summary>64-bit integers.</summary>
    public static readonly ScalarType int64 = ScalarType.Int64;

    /// <summary>Half-precision numbers.</summary>
    public static readonly ScalarType float16 = ScalarType.Float16;

    /// <summary>Numbers with the upper half of the bits of single precision.</summary>
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>Single-precision numbers.</summary>
    public static readonly ScalarType float32 = ScalarType.Float32;

    /// <summary>Double-precision numbers.</summary>
    public static readonly ScalarType float64 = ScalarType.Float64;

    /// <summary>Pairs of single-precision numbers.</summary>
    public static readonly ScalarType complex64 = ScalarType.ComplexFloat32;

    /// <summary>Pairs of double-precision numbers.</summary>
    public static readonly ScalarType complex128 = ScalarType.ComplexFloat64;

    /// <summary>Truth values.</summary>
    public static readonly ScalarType @bool = ScalarType.Bool;

    /// <summary>16-bit integers.</summary>
    public static readonly ScalarType @short = ScalarType.Int16;

    /// <summary>32-bit integers.</summary>
    public static readonly ScalarType @int = ScalarType.Int32;

    /// <summary>64-bit integers.</summary>
    public static readonly ScalarType @long = ScalarType.Int64;

    /// <summary>Half-precision numbers.</summary>
    public static readonly ScalarType half = ScalarType.Float16;

    /// <summary>Single-precision numbers.</summary>
    public static readonly ScalarType @float = ScalarType.Float32;

    /// <summary>Double-precision numbers.</summary>
    public static readonly ScalarType @double = ScalarType.Float64;

    /// <summary>Pairs of single-precision numbers.</summary>
    public static readonly ScalarType cfloat = ScalarType.ComplexFloat32;

    /// <summary>Pairs of double-precision numbers.</summary>
    public static readonly ScalarType cdouble = ScalarType.ComplexFloat64;
}
