using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>What a safetensors file says about one of its tensors.</summary>
/// <param name="Name">The tensor's name, for example <c>features.0.weight</c>.</param>
/// <param name="DType">The type of its elements.</param>
/// <param name="Shape">Its sizes, none for a scalar.</param>
/// <param name="Offset">Where its data begins, in bytes from the start of the file.</param>
/// <param name="Length">The bytes that its data takes.</param>
public sealed record SafetensorsEntry(string Name, ScalarType DType, IReadOnlyList<long> Shape, long Offset, long Length);
