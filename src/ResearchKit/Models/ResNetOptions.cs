using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>The shape of a <see cref="ResNet"/>.</summary>
public sealed record ResNetOptions
{
    /// <summary>Three stages of one basic block.</summary>
    public static ResNetOptions ResNet8 { get; } = new() { Blocks = [1, 1, 1] };

    /// <summary>Three stages of two basic blocks.</summary>
    public static ResNetOptions ResNet14 { get; } = new() { Blocks = [2, 2, 2] };

    /// <summary>Three stages of three basic blocks. Reference: He, Zhang, Ren and Sun, 2016, section 4.2.</summary>
    public static ResNetOptions ResNet20 { get; } = new();

    /// <summary>Four stages of 3, 4, 6 and 3 bottlenecks for 224 x 224 images and 1000 classes. Reference: He, Zhang, Ren and Sun, 2016, table 1.</summary>
    public static ResNetOptions ResNet50 { get; } = new()
    {
        Blocks = [3, 4, 6, 3],
        Widths = [64, 128, 256, 512],
        Kind = ResidualBlockKind.Bottleneck,
        Stem = ResNetStem.Large,
        ShortcutKernel = 1,
        InputSize = 224,
        Classes = 1000,
    };

    /// <summary>Blocks in each stage; every stage after the first halves the image.</summary>
    public IReadOnlyList<int> Blocks { get; init; } = [3, 3, 3];

    /// <summary>Channels of the inner convolutions of each stage; as many entries as <see cref="Blocks"/>.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [16, 32, 64];

    /// <summary>The factor of all channels; the product is rounded to the nearest whole number and at least 1.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>Channels of single permutation groups, by the group's name, where they differ from those of <see cref="Widths"/>; taken as they are, without the multiplier.</summary>
    /// <remarks>
    /// Groups are named as in <see cref="Permutations.PermutationSpecs.ResNet"/>: <c>conv1</c> for the stem's stream, <c>layerS.B.convK</c> for an inner convolution, <c>layerS.B</c> for the
    /// stream that a block with a projection starts. Which blocks have a projection does not depend on it.
    /// </remarks>
    public IReadOnlyDictionary<string, int> GroupWidths { get; init; } = new Dictionary<string, int>();

    /// <summary>The convolutions inside a block.</summary>
    public ResidualBlockKind Kind { get; init; } = ResidualBlockKind.Basic;

    /// <summary>How the network begins.</summary>
    public ResNetStem Stem { get; init; } = ResNetStem.Small;

    /// <summary>The size of the projection's kernel: 1 as in torchvision or 3 as in the weight-matching experiments.</summary>
    public int ShortcutKernel { get; init; } = 3;

    /// <summary>The normalisation behind every convolution.</summary>
    public Normalization Normalization { get; init; } = Normalization.Batch;

    /// <summary>The channels of an image.</summary>
    public int InputChannels { get; init; } = 3;

    /// <summary>The height and width of an image; only layer normalisation depends on it.</summary>
    public int InputSize { get; init; } = 32;

    /// <summary>The number of outputs.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>The distribution of new weights.</summary>
    public Initialization Initialization { get; init; } = Initialization.KaimingNormal;

    /// <summary>The number type of the parameters.</summary>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <summary>The channels that a block with inner convolutions of a width gives.</summary>
    internal int OutputsOf(int width) => Kind == ResidualBlockKind.Bottleneck ? 4 * width : width;
}
