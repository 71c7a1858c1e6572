using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>The names that safetensors gives to element types.</summary>
internal static class SafetensorsDType
{
    private static readonly (string Name, ScalarType DType)[] Pairs =
    [
        ("F64", ScalarType.Float64), ("F32", ScalarType.Float32), ("F16", ScalarType.Float16), ("BF16", ScalarType.BFloat16),
        ("I64", ScalarType.Int64), ("I32", ScalarType.Int32), ("I16", ScalarType.Int16), ("I8", ScalarType.Int8),
        ("U8", ScalarType.Byte), ("BOOL", ScalarType.Bool),
    ];

    public static string Names => string.Join(", ", Pairs.Select(pair => pair.Name));

    public static ScalarType? Parse(string name)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Name == name)
            {
                return pair.DType;
            }
        }

        return null;
    }

    public static string? NameOf(ScalarType dtype)
    {
        foreach (var pair in Pairs)
        {
            if (pair.DType == dtype)
            {
                return pair.Name;
            }
        }

        return null;
    }
}
