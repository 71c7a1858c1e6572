using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>NumPy's names for element types that tensors have too.</summary>
internal static class NpyDType
{
    private static readonly (string Code, ScalarType DType, Type Managed)[] Pairs =
    [
        ("f8", ScalarType.Float64, typeof(double)), ("f4", ScalarType.Float32, typeof(float)), ("f2", ScalarType.Float16, typeof(Half)),
        ("i8", ScalarType.Int64, typeof(long)), ("i4", ScalarType.Int32, typeof(int)), ("i2", ScalarType.Int16, typeof(short)),
        ("i1", ScalarType.Int8, typeof(sbyte)), ("u1", ScalarType.Byte, typeof(byte)), ("b1", ScalarType.Bool, typeof(bool)),
    ];

    public static string Codes => string.Join(", ", Pairs.Select(pair => pair.Code));

    /// <summary>Reads a descriptor such as <c>&lt;f8</c>.</summary>
    /// <returns>The dtype and whether the bytes of an element must be turned round on this machine, or null when unknown.</returns>
    public static (ScalarType DType, bool IsSwapped)? Parse(string descriptor)
    {
        if (descriptor.Length != 3 || !"<>|=".Contains(descriptor[0], StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var (code, dtype, _) in Pairs)
        {
            if (descriptor.EndsWith(code, StringComparison.Ordinal))
            {
                var size = ElementSize.Of(dtype);
                var swapped = size > 1 && (BitConverter.IsLittleEndian ? descriptor[0] == '>' : descriptor[0] == '<');
                return size > 1 && descriptor[0] == '|' ? null : (dtype, swapped);
            }
        }

        return null;
    }

    /// <summary>The descriptor under which this machine writes a dtype, or null when NumPy has no such type.</summary>
    public static string? DescriptorOf(ScalarType dtype)
    {
        foreach (var pair in Pairs)
        {
            if (pair.DType == dtype)
            {
                var order = ElementSize.Of(dtype) == 1 ? '|' : BitConverter.IsLittleEndian ? '<' : '>';
                return order + pair.Code;
            }
        }

        return null;
    }

    public static ScalarType? Of(Type managed)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Managed == managed)
            {
                return pair.DType;
            }
        }

        return null;
    }
}
