namespace ResearchKit.Onnx;

/// <summary>The settings of a window that slides over the axes behind the channels: of a convolution or of pooling.</summary>
internal sealed record WindowSettings(long[] Kernel, long[] Strides, long[] Dilations, long[] Before, long[] After)
{
    private const long Largest = 1 << 16;

    /// <summary>Whether as much is added before as after, on every axis.</summary>
    public bool IsSymmetric => Before.AsSpan().SequenceEqual(After);

    /// <summary>The padding as tensor libraries take it: the last axis first, before and after.</summary>
    public long[] Padding => [.. Enumerable.Range(1, Before.Length).SelectMany(i => new[] { Before[^i], After[^i] })];

    /// <summary>Reads and checks the settings of a node.</summary>
    /// <param name="attributes">The node's settings.</param>
    /// <param name="shape">The shape (N, C, spatial...) of what the window slides over.</param>
    /// <param name="kernel">The sizes of the window.</param>
    public static WindowSettings Of(OnnxAttributes attributes, long[] shape, long[] kernel)
    {
        var axes = shape.Length - 2;
        var ones = Enumerable.Repeat(1L, Math.Max(0, axes)).ToArray();
        var strides = attributes.Ints("strides") ?? ones;
        var dilations = attributes.Ints("dilations") ?? ones;
        var pads = attributes.Ints("pads") ?? new long[2 * Math.Max(0, axes)];
        var fits = axes is 1 or 2 && kernel.Length == axes && strides.Length == axes && dilations.Length == axes && pads.Length == 2 * axes
            && kernel.Concat(strides).Concat(dilations).All(size => size is >= 1 and <= Largest) && pads.All(size => size is >= 0 and <= Largest);
        if (!fits)
        {
            throw axes > 2
                ? new NotSupportedException($"windows over {axes} axes; the kit knows 1 and 2")
                : new InvalidDataException($"kernel [{string.Join(", ", kernel)}], strides [{string.Join(", ", strides)}], dilations [{string.Join(", ", dilations)}] and pads [{string.Join(", ", pads)}] do not fit an input of {shape.Length} axes");
        }

        var (before, after) = (pads[..axes], pads[axes..]);
        var rule = attributes.Text("auto_pad", "NOTSET");
        if (rule is "SAME_UPPER" or "SAME_LOWER")
        {
            for (var i = 0; i < axes; i++)
            {
                var size = shape[i + 2];
                var total = Math.Max(0, (((size + strides[i] - 1) / strides[i] - 1) * strides[i]) + (dilations[i] * (kernel[i] - 1)) + 1 - size);
                (before[i], after[i]) = rule == "SAME_UPPER" ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
            }
        }
        else if (rule == "VALID")
        {
            (before, after) = (new long[axes], new long[axes]);
        }

        var padded = Enumerable.Range(0, axes).Select(i => shape[i + 2] + before[i] + after[i]).ToArray();
        _ = OnnxCall.Bounded([.. shape[..2], .. padded]);
        return new WindowSettings(kernel, strides, dilations, before, after);
    }
}
