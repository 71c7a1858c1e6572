using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Permutations;

public sealed class PermutationSpecBuilderTests
{
    private static readonly EquivalenceOptions Thorough = new() { Trials = 5 };

    private static PermutationSpec BottleneckResNet50()
    {
        var net = PermutationSpec.Builder().Conv("conv1", 64, bias: false).BatchNorm("bn1");
        foreach (var (stage, blocks) in new[] { (1, 3), (2, 4), (3, 6), (4, 3) })
        {
            var width = 32 << stage;
            for (var block = 0; block < blocks; block++)
            {
                net.Residual(
                    $"layer{stage}.{block}",
                    main => main
                        .Conv("conv1", width, bias: false).BatchNorm("bn1")
                        .Conv("conv2", width, bias: false).BatchNorm("bn2")
                        .Conv("conv3", 4 * width, bias: false).BatchNorm("bn3"),
                    block > 0 ? null : skip => skip.Conv("downsample.0", 4 * width, bias: false).BatchNorm("downsample.1"));
            }
        }

        return net.Output("fc").Build();
    }

    private static PermutationSpec BasicResNet20()
    {
        var net = PermutationSpec.Builder().Conv("conv1", 16, bias: false).BatchNorm("bn1");
        for (var stage = 1; stage <= 3; stage++)
        {
            var width = 8 << stage;
            for (var block = 0; block < 3; block++)
            {
                net.Residual(
                    $"layer{stage}.{block}",
                    main => main.Conv("conv1", width, bias: false).BatchNorm("bn1").Conv("conv2", width, bias: false).BatchNorm("bn2"),
                    stage == 1 || block > 0 ? null : skip => skip.Conv("downsample.0", width, bias: false).BatchNorm("downsample.1"));
            }
        }

        return net.Output("fc").Build();
    }

    private static PermutationSpec Vgg16()
    {
        var net = PermutationSpec.Builder();
        int[] channels = [64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512];
        for (var i = 0; i < channels.Length; i++)
        {
            net.Conv($"conv{i}", channels[i]);
        }

        return net.Flatten(49).Linear("fc0", 4096).Linear("fc1", 4096).Output("fc2").Build();
    }

    [Fact]
    public void Should_Count_The_Symmetries_Of_The_Paper_Note_When_Built()
    {
        var mlp = PermutationSpec.Builder().Linear("fc0", 512).Linear("fc1", 512).Linear("fc2", 512).Output("fc3").Build();
        Assert.Equal(3499.6, mlp.Log10SymmetryCount, 0.05);
        Assert.Equal(35168.5, Vgg16().Log10SymmetryCount, 0.05);
        Assert.Equal(25638.3, BottleneckResNet50().Log10SymmetryCount, 0.05);
        Assert.Equal(551.4, BasicResNet20().Log10SymmetryCount, 0.05);
    }

    [Fact]
    public void Should_Tie_The_Streams_Of_A_Stage_When_Skips_Are_Identities()
    {
        var resNet50 = BottleneckResNet50();
        Assert.Equal(37, resNet50.Groups.Count);
        Assert.Equal(2048, resNet50.Groups["layer4.0"]);
        Assert.Equal("layer4.0", resNet50.Axes["layer4.2.conv3.weight"][0]!.Group);
        Assert.Equal("layer3.0", resNet50.Axes["layer4.0.downsample.0.weight"][1]!.Group);
        Assert.Equal("layer4.0", resNet50.Axes["fc.weight"][1]!.Group);
        var resNet20 = BasicResNet20();
        Assert.Equal(12, resNet20.Groups.Count);
        Assert.Equal("conv1", resNet20.Axes["layer1.2.conv2.weight"][0]!.Group);
    }

    [Fact]
    public void Should_Agree_With_The_Inferred_Spec_When_Written_By_Hand()
    {
        var written = BottleneckResNet50();
        using var scope = NewDisposeScope();
        using var one = zeros(1);
        var shapes = written.Axes.ToDictionary(pair => pair.Key, pair => pair.Value.Count == 0 ? one.sum() : one.expand(Shape(pair.Key, pair.Value)));
        var inferred = PermutationSpecs.ResNet(shapes);
        Assert.Equal(written.Groups, inferred.Groups);
        Assert.Equal(written.Axes.Keys, inferred.Axes.Keys);
        Assert.All(written.Axes, pair => Assert.Equal(pair.Value, inferred.Axes[pair.Key]));

        long[] Shape(string name, IReadOnlyList<AxisPermutation?> axes) => name switch
        {
            "conv1.weight" => [64, 3, 7, 7],
            "fc.weight" => [1000, 2048],
            "fc.bias" => [1000],
            _ => [.. axes.Select((axis, i) => axis is null ? (name.Contains("conv2", StringComparison.Ordinal) ? 3L : 1L) : written.Groups[axis.Group])],
        };
    }

    [Fact]
    public void Should_Pass_The_Permutation_Through_When_A_Convolution_Is_Depthwise()
    {
        var net = TestNetwork.Create([2, 3, 6, 6], (net, x) =>
        {
            x = net.Conv("expand", x, 6).relu();
            x = net.Conv("depthwise", x, 12, groups: 6).relu();
            x = net.Conv("project", x, 5, kernel: 1).relu();
            return net.Linear("head", x.mean([2, 3]), 3);
        });
        var spec = PermutationSpec.Builder().Conv("expand", 6).DepthwiseConv("depthwise", multiplier: 2).Conv("project", 5).Output("head").Build();
        Assert.Equal(new AxisPermutation("expand", 2), spec.Axes["depthwise.weight"][0]);
        Assert.Null(spec.Axes["depthwise.weight"][1]);
        Assert.Equal(new AxisPermutation("expand", 2), spec.Axes["project.weight"][1]);
        spec.Validate(net.StateDict, net.Forward, Thorough);
    }

    [Fact]
    public void Should_Keep_Groups_Together_When_A_Convolution_Is_Grouped()
    {
        var net = TestNetwork.Create([2, 3, 6, 6], (net, x) =>
        {
            x = net.Conv("first", x, 12).relu();
            x = net.Conv("grouped", x, 6, groups: 3).relu();
            return net.Linear("head", x.mean([2, 3]), 3);
        });
        var spec = PermutationSpec.Builder().Conv("first", 12).GroupedConv("grouped", 6, 3).Output("head").Build();
        Assert.Equal(3, spec.Groups["first"]);
        Assert.Equal(new AxisPermutation("first", 4), spec.Axes["first.weight"][0]);
        Assert.Equal(new AxisPermutation("first", 2), spec.Axes["head.weight"][1]);
        spec.Validate(net.StateDict, net.Forward, Thorough);
        var inferred = PermutationSpec.Builder().Conv("first", 12).Conv("grouped", 6).Output("head").Build();
        Assert.Contains("axis 1 = 12", Assert.Throws<ArgumentException>(() => inferred.Validate(net.StateDict)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Infer_Grouped_Convolutions_When_Weights_Have_Fewer_Inputs_Than_Channels()
    {
        var net = TestNetwork.Create([2, 3, 6, 6], (net, x) =>
        {
            x = net.Conv("features.0", x, 12).relu();
            x = net.Conv("features.2", x, 12, groups: 12).relu();
            x = net.Conv("features.4", x, 6, groups: 3).relu();
            return net.Linear("classifier", x.mean([2, 3]), 3);
        });
        var spec = PermutationSpecs.Vgg(net.StateDict);
        Assert.Equal(3, spec.Groups["features.0"]);
        spec.Validate(net.StateDict, net.Forward, Thorough);
    }

    [Fact]
    public void Should_Move_Whole_Groups_When_Normalised_In_Groups()
    {
        var net = TestNetwork.Create([2, 3, 6, 6], (net, x) =>
        {
            x = net.GroupNorm("norm", net.Conv("conv", x, 8), 4).relu();
            return net.Linear("head", x.mean([2, 3]), 3);
        });
        var spec = PermutationSpec.Builder().Conv("conv", 8).GroupNorm("norm", 4).Output("head").Build();
        Assert.Equal(4, spec.Groups["conv"]);
        spec.Validate(net.StateDict, net.Forward, Thorough);
        var free = PermutationSpec.Builder().Conv("conv", 8).GroupNorm("norm", 1).Output("head").Build();
        Assert.False(FunctionalEquivalence.Check(free, net.StateDict, net.Forward, Thorough).Holds);
    }

    [Fact]
    public void Should_Permute_Nothing_When_Added_To_The_Input()
    {
        var net = TestNetwork.Create([4, 6], (net, x) => net.Linear("head", x + net.Linear("b", net.Linear("a", x, 5).relu(), 6), 3));
        var spec = PermutationSpec.Builder().Residual(string.Empty, block => block.Linear("a", 5).Linear("b", 6)).Output("head").Build();
        Assert.Equal("a", Assert.Single(spec.Groups).Key);
        spec.Validate(net.StateDict, net.Forward, Thorough);
    }

    [Fact]
    public void Should_Carry_The_Permutation_When_A_Tensor_Has_One_Entry_A_Channel()
    {
        var net = TestNetwork.Create([4, 6], (net, x) => net.Linear("head", (net.Linear("a", x, 5) * net.Get("scale", 5)).relu(), 3));
        PermutationSpec.Builder().Linear("a", 5).PerChannel("scale").Output("head").Build().Validate(net.StateDict, net.Forward, Thorough);
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_Layers_Do_Not_Fit()
    {
        Assert.Contains("adds 5 channels to 4", Refused(b => b.Linear("a", 4).Residual("block", inner => inner.Linear("b", 5))), StringComparison.Ordinal);
        Assert.Contains("axes 0 and 1 of 'b.weight'", Refused(b => b.Linear("a", 4).Residual(string.Empty, inner => inner.Linear("b", 4)).Build()), StringComparison.Ordinal);
        Assert.Contains("multiples of its 3 groups", Refused(b => b.Conv("a", 4).GroupedConv("b", 6, 3)), StringComparison.Ordinal);
        Assert.Contains("multiple of its 3 groups", Refused(b => b.Conv("a", 4).GroupNorm("b", 3)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationSpec.Builder().Linear("a", 0));
        Assert.Throws<InvalidOperationException>(() => PermutationSpec.Builder().DepthwiseConv("a"));

        static string Refused(Action<PermutationSpecBuilder> build) => Assert.ThrowsAny<ArgumentException>(() => build(PermutationSpec.Builder())).Message;
    }
}
