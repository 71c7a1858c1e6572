using System.Globalization;
using System.Numerics;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Writes single elements of a contiguous tensor in main memory.</summary>
internal sealed class ElementText : IDisposable
{
    private readonly IDisposable _accessor;
    private readonly Func<long, string> _element;

    internal ElementText(Tensor tensor, string format, CultureInfo culture)
    {
        (_accessor, _element) = tensor.dtype switch
        {
            ScalarType.Byte => Read<byte>(tensor, v => v.ToString(culture)),
            ScalarType.Int8 => Read<sbyte>(tensor, v => v.ToString(culture)),
            ScalarType.Int16 => Read<short>(tensor, v => v.ToString(culture)),
            ScalarType.Int32 => Read<int>(tensor, v => v.ToString(culture)),
            ScalarType.Int64 => Read<long>(tensor, v => v.ToString(culture)),
            ScalarType.Bool => Read<bool>(tensor, v => v.ToString(culture)),
            ScalarType.Float16 => Read<Half>(tensor, v => ((float)v).ToString(format, culture)),
            ScalarType.Float32 => Read<float>(tensor, v => v.ToString(format, culture)),
            ScalarType.Float64 => Read<double>(tensor, v => v.ToString(format, culture)),
            ScalarType.ComplexFloat32 => Read<(float Real, float Imaginary)>(tensor, v => Complex(v.Real, v.Imaginary, v.Real.ToString(format, culture), v.Imaginary.ToString(format, culture))),
            ScalarType.ComplexFloat64 => Read<Complex>(tensor, v => Complex(v.Real, v.Imaginary, v.Real.ToString(format, culture), v.Imaginary.ToString(format, culture))),
            var type => throw new NotSupportedException($"Elements of type {type} have no text."),
        };
    }

    /// <summary>The text of the element at a position of the flattened tensor.</summary>
    internal string this[long index] => _element(index);

    /// <summary>Closes the tensor's memory.</summary>
    public void Dispose() => _accessor.Dispose();

    private static (IDisposable, Func<long, string>) Read<T>(Tensor tensor, Func<T, string> write)
        where T : unmanaged
    {
        var accessor = new TensorAccessor<T>(tensor);
        return (accessor, index => write(accessor.Flat(index)));
    }

    private static string Complex(double real, double imaginary, string realText, string imaginaryText) =>
        imaginary == 0 ? realText : real == 0 ? imaginaryText + "i" : $"{realText}+{imaginaryText}i";
}
