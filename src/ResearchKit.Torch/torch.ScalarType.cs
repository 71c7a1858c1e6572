namespace TorchSharp;

public static partial class torch
{
    /// <summary>The type of a tensor's elements, with libtorch's numbers.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned 8-bit integer.</summary>
        Byte = 0,

        /// <summary>Signed 8-bit integer.</summary>
        Int8 = 1,

        /// <summary>Signed 16-bit integer.</summary>
        Int16 = 2,

        /// <summary>Signed 32-bit integer.</summary>
        Int32 = 3,

        /// <summary>Signed 64-bit integer.</summary>
        Int64 = 4,

        /// <summary>IEEE 754 half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE 754 single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE 754 double precision.</summary>
        Float64 = 7,

        /// <summary>A pair of single-precision numbers.</summary>
        ComplexFloat32 = 9,

        /// <summary>A pair of double-precision numbers.</summary>
        ComplexFloat64 = 10,

        /// <summary>A truth value.</summary>
        Bool = 11,

        /// <summary>The upper half of an IEEE 754 single-precision number.</summary>
        BFloat16 = 15,
    }
}
