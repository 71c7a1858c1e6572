namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether the type is an integer type; truth values count as integers.</summary>
    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    /// <summary>Whether the type is a real floating-point type.</summary>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    /// <summary>Whether the type is a complex type.</summary>
    public static bool is_complex(ScalarType type) =>
        type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    /// <summary>Whether the tensor's elements are integers.</summary>
    public static bool is_integral(Tensor t) => Given(t).is_integral();

    /// <summary>Whether the tensor's elements are real floating-point numbers.</summary>
    public static bool is_floating_point(Tensor input) => Given(input).is_floating_point();

    /// <summary>Whether the tensor's elements are complex.</summary>
    public static bool is_complex(Tensor input) => Given(input).is_complex();

    /// <summary>Refuses null with the name of the argument.</summary>
    internal static Tensor Given(Tensor? tensor, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(tensor))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return tensor;
    }
}
