namespace TorchSharp;

public static partial class torch
{
    /// <summary>The style with aligned columns.</summary>
    public const TensorStringStyle julia = TensorStringStyle.Julia;

    /// <summary>The style with nested brackets.</summary>
    public const TensorStringStyle numpy = TensorStringStyle.Numpy;

    private static TensorStringStyle _style = TensorStringStyle.Julia;

    /// <summary>The style used where none is asked for; aligned columns at first.</summary>
    /// <exception cref="ArgumentException">Set to <see cref="TensorStringStyle.Default"/>.</exception>
    public static TensorStringStyle TensorStringStyle
    {
        get => _style;
        set => _style = value != TensorStringStyle.Default
            ? value
            : throw new ArgumentException("The default style must be Metadata, Julia or Numpy.", nameof(value));
    }
}
