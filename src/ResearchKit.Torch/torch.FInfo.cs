namespace TorchSharp;

public static partial class torch
{
    /// <summary>The range and precision of a floating-point type.</summary>
    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 or ScalarType.ComplexFloat32 => new FInfo { bits = 32, eps = 1.1920928955078125e-07, max = float.MaxValue, min = float.MinValue, tiny = 1.1754943508222875e-38 },
        ScalarType.Float64 or ScalarType.ComplexFloat64 => new FInfo { bits = 64, eps = 2.220446049250313e-16, max = double.MaxValue, min = double.MinValue, tiny = 2.2250738585072014e-308 },
        _ => throw new ArgumentException($"finfo is for Float32, Float64 and complex types, not {dtype}.", nameof(dtype)),
    };

#pragma warning disable CA1051, CA1815 // fields, as in TorchSharp
    /// <summary>The range and precision of a floating-point type.</summary>
    public struct FInfo
    {
        /// <summary>The bits of one number.</summary>
        public int bits;

        /// <summary>The distance from 1 to the next larger number.</summary>
        public double eps;

        /// <summary>The largest finite number.</summary>
        public double max;

        /// <summary>The lowest finite number.</summary>
        public double min;

        /// <summary>The smallest positive number in full precision.</summary>
        public double tiny;
    }
#pragma warning restore CA1051, CA1815
}
