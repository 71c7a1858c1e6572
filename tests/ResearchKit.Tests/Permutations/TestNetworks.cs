using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Permutations;

/// <summary>The networks that specs and matching are tested on.</summary>
internal static class TestNetworks
{
    public static TestNetwork Mlp(int[] widths, int seed = 1, ScalarType dtype = ScalarType.Float64, bool bias = true, Func<int, string>? name = null) =>
        TestNetwork.Create(
            [5, widths[0]],
            (net, x) =>
            {
                for (var i = 1; i < widths.Length; i++)
                {
                    x = net.Linear(name?.Invoke(i - 1) ?? $"fc{i - 1}", x, widths[i], bias);
                    x = i < widths.Length - 1 ? x.relu() : x;
                }

                return x;
            },
            seed,
            dtype);

    /// <summary>Three convolutions with the given normalisation, 2x2 maps in front of a classifier of two layers.</summary>
    public static TestNetwork Vgg(string norm = "none", int seed = 1, ScalarType dtype = ScalarType.Float64, int width = 4) =>
        TestNetwork.Create(
            [3, 3, 8, 8],
            (net, x) =>
            {
                var n = 0;
                foreach (var channels in new[] { width, 2 * width, 2 * width })
                {
                    x = net.Conv($"features.{n++}", x, channels);
                    x = norm switch
                    {
                        "batch" => net.BatchNorm($"features.{n++}", x),
                        "layer" => net.LayerNorm($"features.{n++}", x),
                        _ => x,
                    };
                    x = x.relu();
                    n++;
                    if (channels > width)
                    {
                        x = nn.functional.max_pool2d(x, [2, 2], [2, 2]);
                        n++;
                    }
                }

                x = net.Linear("classifier.0", x.flatten(1), 10).relu();
                return net.Linear("classifier.3", x, 6);
            },
            seed,
            dtype);

    /// <summary>A residual network of post-activation blocks: two stages of two blocks, the second stage with a projection.</summary>
    public static TestNetwork ResNet(bool bottleneck = false, int seed = 1, ScalarType dtype = ScalarType.Float64, int width = 4, string shortcut = "downsample", string head = "fc", long groups = 1) =>
        TestNetwork.Create(
            [2, 3, 6, 6],
            (net, x) =>
            {
                x = net.BatchNorm("bn1", net.Conv("conv1", x, width, bias: false)).relu();
                for (var stage = 1; stage <= 2; stage++)
                {
                    for (var block = 0; block < 2; block++)
                    {
                        x = Block(net, $"layer{stage}.{block}", x, stage * width, block == 0 ? stage : 1, bottleneck, shortcut, groups);
                    }
                }

                return net.Linear(head, x.mean([2, 3]), 5);
            },
            seed,
            dtype);

    private static Tensor Block(TestNetwork net, string name, Tensor x, long width, long stride, bool bottleneck, string shortcut, long groups)
    {
        var outputs = bottleneck ? 2 * width : width;
        Tensor y;
        if (bottleneck)
        {
            y = net.BatchNorm($"{name}.bn1", net.Conv($"{name}.conv1", x, width, kernel: 1, bias: false)).relu();
            y = net.BatchNorm($"{name}.bn2", net.Conv($"{name}.conv2", y, width, stride: stride, bias: false, groups: groups)).relu();
            y = net.BatchNorm($"{name}.bn3", net.Conv($"{name}.conv3", y, outputs, kernel: 1, bias: false));
        }
        else
        {
            y = net.BatchNorm($"{name}.bn1", net.Conv($"{name}.conv1", x, width, stride: stride, bias: false)).relu();
            y = net.BatchNorm($"{name}.bn2", net.Conv($"{name}.conv2", y, outputs, bias: false));
        }

        var skip = stride != 1 || x.shape[1] != outputs
            ? net.BatchNorm($"{name}.{shortcut}.1", net.Conv($"{name}.{shortcut}.0", x, outputs, kernel: 1, stride: stride, bias: false))
            : x;
        return (y + skip).relu();
    }
}
