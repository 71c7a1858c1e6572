namespace TorchSharp.Modules;

/// <summary>The sizes that define a convolution; every list has one entry for each spatial axis.</summary>
internal sealed record ConvolutionShape(long InChannels, long OutChannels, long[] KernelSize)
{
    /// <summary>Step.</summary>
    internal required long[] Stride { get; init; }

    /// <summary>Padding on both sides, used when <see cref="PaddingType"/> is null.</summary>
    internal required long[] Padding { get; init; }

    /// <summary>Distance between kernel elements.</summary>
    internal required long[] Dilation { get; init; }

    /// <summary>Rule that gives the padding.</summary>
    internal Padding? PaddingType { get; init; }

    /// <summary>What the padding is filled with.</summary>
    internal PaddingModes PaddingMode { get; init; }

    /// <summary>Size added to one side of the output of a transposed convolution.</summary>
    internal long[] OutputPadding { get; init; } = [];

    /// <summary>Blocks of channels.</summary>
    internal long Groups { get; init; } = 1;

    /// <summary>The padding in the order of <c>functional.pad</c>: last axis first, each side by itself.</summary>
    internal long[] ExplicitPadding()
    {
        var result = new List<long>();
        for (var axis = KernelSize.Length - 1; axis >= 0; axis--)
        {
            switch (PaddingType)
            {
                case null:
                    result.AddRange([Padding[axis], Padding[axis]]);
                    break;
                case TorchSharp.Padding.Valid:
                    result.AddRange([0, 0]);
                    break;
                default:
                    var total = Dilation[axis] * (KernelSize[axis] - 1);
                    result.AddRange([total / 2, total - (total / 2)]);
                    break;
            }
        }

        return [.. result];
    }
}
