using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>The element types of onnx.proto and the tensors that hold them here.</summary>
internal static class OnnxElementType
{
    private static readonly string[] Names =
    [
        "undefined", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "double", "uint32", "uint64",
        "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1",
    ];

    /// <summary>The tensor type of an element type, or null where there is none; unsigned integers take the next wider signed type.</summary>
    public static ScalarType? Of(int elementType) => elementType switch
    {
        1 => ScalarType.Float32,
        2 => ScalarType.Byte,
        3 => ScalarType.Int8,
        4 or 6 => ScalarType.Int32,
        5 => ScalarType.Int16,
        7 or 12 or 13 => ScalarType.Int64,
        9 => ScalarType.Bool,
        10 => ScalarType.Float16,
        11 => ScalarType.Float64,
        16 => ScalarType.BFloat16,
        _ => null,
    };

    /// <summary>The bytes that an element takes in a file, or 0 where it has no place here.</summary>
    public static int Bytes(int elementType) => elementType switch
    {
        2 or 3 or 9 => 1,
        4 or 5 or 10 or 16 => 2,
        1 or 6 or 12 => 4,
        7 or 11 or 13 => 8,
        _ => 0,
    };

    public static string NameOf(int elementType) => elementType >= 0 && elementType < Names.Length ? Names[elementType] : $"element type {elementType}";
}
