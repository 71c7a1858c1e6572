using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>What a file says about a value that flows through its graph.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="DType">The type of its elements, or null where the file does not say or the kit has no such tensors.</param>
/// <param name="Dimensions">Its axes, or null where the file does not say how many there are.</param>
public sealed record OnnxValueInfo(string Name, ScalarType? DType, IReadOnlyList<OnnxDimension>? Dimensions)
{
    /// <summary>The name with type and shape, for example <c>x: Float32 [batch, 3, 32, 32]</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Name}: {DType?.ToString() ?? "?"} {(Dimensions is null ? "of unknown shape" : $"[{string.Join(", ", Dimensions)}]")}";
}
