using ResearchKit.Data;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training;

/// <summary>Small labelled images in which the class is a bright stripe: learnable in a few steps.</summary>
internal static class ToyData
{
    public static LabelledImages Stripes(int count, int side = 4, int channels = 1, int seed = 1)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var labels = arange(count, dtype: ScalarType.Int64).remainder(side);
        var noise = rand([count, channels, side, side], generator: generator) * 0.5f;
        var stripe = eye(side).index_select(0, labels).reshape(count, 1, side, 1) * 0.5f;
        return new LabelledImages((noise + stripe).MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope());
    }
}
