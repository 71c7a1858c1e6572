using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

public sealed class ResNetTests
{
    private static readonly ResNetOptions Small = ResNetOptions.ResNet14 with { Widths = [4, 6, 8], InputChannels = 2, InputSize = 9, Classes = 3, DataType = ScalarType.Float64 };

    [Fact]
    public void Should_Have_The_Names_And_Shapes_Of_ResNet20()
    {
        using var model = new ResNet(ResNetOptions.ResNet20 with { WidthMultiplier = 0.5 }, 1);
        var state = model.state_dict();
        Assert.Equal([8L, 3, 3, 3], state["conv1.weight"].shape);
        Assert.Equal([32L, 16, 3, 3], state["layer3.0.conv1.weight"].shape);
        Assert.Equal([32L, 16, 3, 3], state["layer3.0.downsample.0.weight"].shape);
        Assert.Contains("layer3.0.downsample.1.running_mean", state.Keys);
        Assert.DoesNotContain("layer1.0.downsample.0.weight", state.Keys);
        Assert.DoesNotContain("conv1.bias", state.Keys);
        Assert.Equal(1 + (3 * 3 * 2) + 2, state.Values.Count(t => t.dim() == 4));
        Assert.Equal([10L, 32], state["fc.weight"].shape);
    }

    [Fact]
    public void Should_Have_The_Names_And_Size_Of_ResNet50()
    {
        // A quarter of the width keeps the test small; names and counts do not depend on it.
        using var model = new ResNet(ResNetOptions.ResNet50 with { WidthMultiplier = 0.25, InputSize = 64 }, 1);
        var state = model.state_dict();
        Assert.Equal(161, model.parameters().Count());
        Assert.Equal(320, state.Count);
        Assert.Equal([16L, 3, 7, 7], state["conv1.weight"].shape);
        Assert.Equal([64L, 16, 1, 1], state["layer1.0.downsample.0.weight"].shape);
        Assert.Equal([512L, 128, 1, 1], state["layer4.2.conv3.weight"].shape);
        using var images = zeros(2, 3, 64, 64);
        using var scores = model.forward(images);
        Assert.Equal([2L, 1000], scores.shape);
        var spec = PermutationSpecs.ResNet(state);
        Assert.Equal(37, spec.Groups.Count);
        Assert.Equal(spec.Groups.Keys.Order(), model.Activations(images).Keys.Order());
    }

    [Theory]
    [InlineData(ResidualBlockKind.Basic, Normalization.Batch, 3)]
    [InlineData(ResidualBlockKind.Basic, Normalization.Layer, 1)]
    [InlineData(ResidualBlockKind.Bottleneck, Normalization.None, 1)]
    public void Should_Compute_The_Same_Function_When_Permuted(ResidualBlockKind kind, Normalization normalization, int shortcut)
    {
        using var scope = NewDisposeScope();
        using var model = new ResNet(Small with { Kind = kind, Normalization = normalization, ShortcutKernel = shortcut }, 1);
        var images = rand([3, 2, 9, 9], dtype: ScalarType.Float64, generator: new Generator(1));
        var spec = PermutationSpecs.ResNet(model.state_dict());
        var result = FunctionalEquivalence.Check(spec, model, images);
        Assert.True(result.Holds, $"{result}");
        var activations = model.Activations(images);
        Assert.Equal(spec.Groups.Keys.Order(), activations.Keys.Order());
        Assert.All(activations, a => Assert.Equal(spec.Groups[a.Key], a.Value.shape[1]));
    }

    [Fact]
    public void Should_Agree_With_Functional_Calls_When_Run()
    {
        using var scope = NewDisposeScope();
        using var model = new ResNet(Small with { Blocks = [1, 1], Widths = [4, 6], Normalization = Normalization.None }, 5);
        var state = model.state_dict();
        var x = rand([2, 2, 9, 9], dtype: ScalarType.Float64, generator: new Generator(2));
        var actual = model.forward(x);
        var activations = model.Activations(x);
        x = Convolve(x, state, "conv1", 1).relu();
        x = (Convolve(Convolve(x, state, "layer1.0.conv1", 1).relu(), state, "layer1.0.conv2", 1) + x).relu();
        Assert.True(allclose(activations["conv1"], x, 1e-10, 1e-12));
        var inner = Convolve(x, state, "layer2.0.conv1", 2).relu();
        Assert.True(allclose(activations["layer2.0.conv1"], inner, 1e-10, 1e-12));
        x = (Convolve(inner, state, "layer2.0.conv2", 1) + Convolve(x, state, "layer2.0.downsample.0", 2)).relu();
        Assert.True(allclose(activations["layer2.0"], x, 1e-10, 1e-12));
        x = x.mean([2L, 3L]).matmul(state["fc.weight"].t()) + state["fc.bias"];
        Assert.True(allclose(actual, x, 1e-10, 1e-12));
    }

    [Fact]
    public void Should_Keep_Its_Names_When_Part_Of_A_Larger_Module()
    {
        var model = new ResNet(Small, 1);
        var names = model.state_dict().Keys.Select(k => $"0.{k}").ToList();
        using var larger = nn.Sequential(model);
        Assert.Equal(names, larger.state_dict().Keys);
    }

    [Fact]
    public void Should_Differ_By_Seed_Only()
    {
        using var first = new ResNet(Small, 1);
        using var second = new ResNet(Small, 1);
        using var other = new ResNet(Small, 2);
        Assert.All(first.parameters().Zip(second.parameters()), p => Assert.True(p.First.Equals(p.Second)));
        Assert.False(first.state_dict()["conv1.weight"].Equals(other.state_dict()["conv1.weight"]));
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_It_Cannot_Be_Built()
    {
        void Refuses(string text, ResNetOptions options)
            => Assert.Contains(text, Assert.Throws<ArgumentException>(() => new ResNet(options, 1)).Message, StringComparison.Ordinal);

        Refuses("3 stages and 2 widths", Small with { Widths = [4, 6] });
        Refuses("Blocks[1] is 0", Small with { Blocks = [1, 0, 1] });
        Refuses("Widths[2] is -1", Small with { Widths = [1, 1, -1] });
        Refuses("ShortcutKernel is 2", Small with { ShortcutKernel = 2 });
        Refuses("stages is 0", Small with { Blocks = [], Widths = [] });
    }

    private static Tensor Convolve(Tensor x, Dictionary<string, Tensor> state, string name, long stride)
        => nn.functional.conv2d(x, state[$"{name}.weight"], state[$"{name}.bias"], [stride, stride], [1, 1]);
}
