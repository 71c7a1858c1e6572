using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>The shape of a <see cref="Vgg"/>.</summary>
public sealed record VggOptions
{
    /// <summary>The entry of <see cref="Plan"/> that stands for a 2 x 2 max-pooling with stride 2.</summary>
    public const int Pool = 0;

    /// <summary>Configuration A: 8 convolutions for 32 x 32 colour images. Reference: Simonyan and Zisserman, 2015, table 1.</summary>
    public static VggOptions Vgg11 { get; } = new() { Plan = [64, Pool, 128, Pool, 256, 256, Pool, 512, 512, Pool, 512, 512, Pool] };

    /// <summary>Configuration D: 13 convolutions for 32 x 32 colour images. Reference: Simonyan and Zisserman, 2015, table 1.</summary>
    public static VggOptions Vgg16 { get; } = new() { Plan = [64, 64, Pool, 128, 128, Pool, 256, 256, 256, Pool, 512, 512, 512, Pool, 512, 512, 512, Pool] };

    /// <summary>Four convolutions for 14 x 14 grey images, small enough for a processor.</summary>
    public static VggOptions Narrow { get; } = new() { Plan = [16, Pool, 32, Pool, 64, 64, Pool], InputChannels = 1, InputSize = 14 };

    /// <summary>The convolutions' channels in order, with <see cref="Pool"/> for a pooling; at least one convolution.</summary>
    public IReadOnlyList<int> Plan { get; init; } = [64, Pool, 128, Pool, 256, 256, Pool, 512, 512, Pool, 512, 512, Pool];

    /// <summary>The factor of all channels of the plan; the product is rounded to the nearest whole number and at least 1.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>The normalisation behind every convolution.</summary>
    public Normalization Normalization { get; init; } = Normalization.Batch;

    /// <summary>What follows every convolution and hidden dense layer.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>The channels of an image.</summary>
    public int InputChannels { get; init; } = 3;

    /// <summary>The height and width of an image; large enough for every pooling to leave at least one pixel.</summary>
    public int InputSize { get; init; } = 32;

    /// <summary>The widths of dense hidden layers before the last one; empty for a single dense layer.</summary>
    public IReadOnlyList<int> ClassifierSizes { get; init; } = [];

    /// <summary>The number of outputs.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>The distribution of new weights.</summary>
    public Initialization Initialization { get; init; } = Initialization.UniformFanIn;

    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;
}
