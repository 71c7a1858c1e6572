using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Makes a tensor without axes of a truth value.</summary>
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Single(scalar, dtype, device, requires_grad);

    /// <summary>Makes a tensor without axes of an unsigned 8-bit integer.</summary>
    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) => Single(scalar, null, device, requires_grad);

    /// <summary>Makes a tensor without axes of a signed 8-bit integer.</summary>
    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) => Single(scalar, null, device, requires_grad);

    /// <summary>Makes a tensor without axes of a 16-bit integer.</summary>
    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) => Single(scalar, null, device, requires_grad);

    /// <summary>Makes a tensor without axes of a 32-bit integer.</summary>
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => Single(scalar, null, device, requires_grad);

    /// <summary>Makes a tensor without axes of a 64-bit integer.</summary>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Single(scalar, dtype, device, requires_grad);

    /// <summary>Makes a tensor without axes of a single-precision number.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => Single(scalar, null, device, requires_grad);

    /// <summary>Makes a tensor without axes of a double-precision number.</summary>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Single(scalar, dtype, device, requires_grad);

    /// <summary>Makes a tensor without axes of a complex number.</summary>
    public static Tensor tensor((float Real, float Imaginary) scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Single(scalar, dtype, device, requires_grad);

    /// <summary>Makes a tensor without axes of a complex number.</summary>
    public static Tensor tensor(Complex scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Single(scalar, dtype, device, requires_grad);

    /// <summary>Makes a tensor without axes of a complex number from its real and imaginary part.</summary>
    public static Tensor tensor(float real, float imaginary, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Single((real, imaginary), dtype, device, requires_grad);

    /// <summary>Makes a tensor without axes of a complex number from its real and imaginary part.</summary>
    public static Tensor tensor(double real, double imaginary, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Single(new Complex(real, imaginary), dtype, device, requires_grad);

    private static Tensor Single<T>(T scalar, ScalarType? dtype, Device? device, bool requires_grad) =>
        ManagedArrays.Copy(new[] { scalar }, [], dtype, device, requires_grad, null);
}
