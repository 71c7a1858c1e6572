namespace TorchSharp.Interop;

/// <summary>What a <see cref="NativeValue"/> holds; the same numbers stand in native/shim.cpp.</summary>
internal enum ValueKind
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    DoubleList = 6,
    TensorList = 7,
    BoolList = 8,
    String = 9,
    Device = 10,
    Generator = 11,
    Default = 12,
    Complex = 13,
}
