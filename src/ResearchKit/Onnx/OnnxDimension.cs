namespace ResearchKit.Onnx;

/// <summary>One axis of a value's shape as the file gives it: a size, the name of a size that the caller chooses, or nothing.</summary>
/// <param name="Size">The size, or null where it is open.</param>
/// <param name="Name">The name of an open size, for example <c>batch</c>, or null.</param>
public readonly record struct OnnxDimension(long? Size, string? Name)
{
    /// <summary>The size, or the name, or a question mark.</summary>
    /// <returns>One word.</returns>
    public override string ToString() => Size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Name ?? "?";
}
