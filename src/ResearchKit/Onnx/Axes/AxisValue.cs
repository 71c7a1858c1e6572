namespace ResearchKit.Onnx;

/// <summary>What the derivation of a spec knows of a value: its shape, the factors of each axis, and its numbers where it is a short list of whole ones.</summary>
internal sealed record AxisValue(long[] Shape, AxisFactor[][] Axes, long[]? Ints);
