using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>One argument of an <see cref="Operator"/>: a tagged value that the schema's type then interprets.</summary>
/// <remarks><c>default</c> is "use the schema's default"; <see cref="None"/> is the schema's None.</remarks>
internal readonly struct Argument
{
    private readonly ValueKind _kind;
    private readonly int _extra;
    private readonly long _integer;
    private readonly double _real;
    private readonly object? _reference;

    private Argument(ValueKind kind, long integer = 0, double real = 0, object? reference = null, int extra = 0)
    {
        // Tags shift by one so that default(Argument) means the schema's default.
        _kind = kind == ValueKind.Default ? 0 : kind + 1;
        _integer = integer;
        _real = real;
        _reference = reference;
        _extra = extra;
    }

    /// <summary>The schema's None, for an optional argument.</summary>
    internal static Argument None => new(ValueKind.None);

    /// <summary>The schema's default, for an argument in the middle.</summary>
    internal static Argument Default => default;

    internal ValueKind Kind => _kind == 0 ? ValueKind.Default : _kind - 1;

    internal long Integer => _integer;

    internal double Real => _real;

    internal int Extra => _extra;

    internal object? Reference => _reference;

    /// <summary>Bytes of list elements or text that <see cref="Operator"/> copies aside for the call.</summary>
    internal int ScratchBytes => _reference switch
    {
        long[] list => list.Length * sizeof(long),
        double[] list => list.Length * sizeof(double),
        Tensor?[] list => list.Length * sizeof(long),
        bool[] list => (list.Length + 7) / 8 * 8,
        string text => (Encoding.UTF8.GetMaxByteCount(text.Length) + 7) / 8 * 8,
        _ => 0,
    };

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(ValueKind.Tensor, reference: value);

    public static implicit operator Argument(Scalar? value)
    {
        if (value is null)
        {
            return None;
        }

        return value.Kind switch
        {
            ValueKind.Double => new(ValueKind.Double, real: value.Real),
            ValueKind.Complex => new(ValueKind.Complex, integer: BitConverter.DoubleToInt64Bits(value.Imaginary), real: value.Real),
            _ => new(value.Kind, integer: value.Integer),
        };
    }

    public static implicit operator Argument(int value) => new(ValueKind.Int, value);

    public static implicit operator Argument(long value) => new(ValueKind.Int, value);

    public static implicit operator Argument(double value) => new(ValueKind.Double, real: value);

    public static implicit operator Argument(bool value) => new(ValueKind.Bool, value ? 1 : 0);

    public static implicit operator Argument(long? value) => value is { } v ? v : None;

    public static implicit operator Argument(double? value) => value is { } v ? v : None;

    public static implicit operator Argument(bool? value) => value is { } v ? v : None;

    public static implicit operator Argument(long[]? value) => value is null ? None : new(ValueKind.IntList, reference: value);

    public static implicit operator Argument(ReadOnlySpan<long> value) => value.ToArray();

    public static implicit operator Argument(double[]? value) => value is null ? None : new(ValueKind.DoubleList, reference: value);

    public static implicit operator Argument(bool[]? value) => value is null ? None : new(ValueKind.BoolList, reference: value);

    public static implicit operator Argument(Tensor?[]? value) => value is null ? None : new(ValueKind.TensorList, reference: value);

    public static implicit operator Argument(string? value) => value is null ? None : new(ValueKind.String, reference: value);

    public static implicit operator Argument(ScalarType value) => Enum.IsDefined(value)
        ? new(ValueKind.Int, (long)value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"There is no tensor type with the number {(int)value}.");

    public static implicit operator Argument(ScalarType? value) => value is { } v ? v : None;

    public static implicit operator Argument(Device? value) => value is null ? None : new(ValueKind.Device, (long)value.type, extra: value.index);

    public static implicit operator Argument(Generator? value) => value is null ? None : new(ValueKind.Generator, reference: value);

    /// <summary>Wraps a list of tensors that is not an array.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <returns>The argument.</returns>
    internal static Argument List(IEnumerable<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors as Tensor[] ?? tensors.ToArray();
    }
}
