using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

public sealed class VggTests
{
    private static readonly VggOptions Small = new() { Plan = [6, VggOptions.Pool, 8, 7, VggOptions.Pool], InputChannels = 2, InputSize = 9, ClassifierSizes = [11], Classes = 3, DataType = ScalarType.Float64 };

    [Fact]
    public void Should_Have_The_Names_And_Shapes_Of_Vgg11_With_Batch_Normalisation()
    {
        using var model = new Vgg(VggOptions.Vgg11 with { ClassifierSizes = [64, 64] }, 1);
        var state = model.state_dict();
        int[] convolutions = [0, 4, 8, 11, 15, 18, 22, 25];
        Assert.Equal(convolutions.Select(n => $"features.{n}.weight"), state.Where(p => p.Value.dim() == 4).Select(p => p.Key));
        Assert.Contains("features.1.running_var", state.Keys);
        Assert.Equal([512L, 256, 3, 3], state["features.15.weight"].shape);
        Assert.Equal(["classifier.0.weight", "classifier.0.bias", "classifier.3.weight", "classifier.3.bias", "classifier.6.weight", "classifier.6.bias"], state.Keys.Where(k => k.StartsWith("classifier", StringComparison.Ordinal)));
        Assert.Equal([64L, 512], state["classifier.0.weight"].shape);
    }

    [Fact]
    public void Should_Have_Thirteen_Convolutions_When_Vgg16_Has_No_Normalisation()
    {
        using var model = new Vgg(VggOptions.Vgg16 with { WidthMultiplier = 0.125, Normalization = Normalization.None }, 1);
        var state = model.state_dict();
        int[] convolutions = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28];
        Assert.Equal(convolutions.Select(n => $"features.{n}.weight"), state.Where(p => p.Value.dim() == 4).Select(p => p.Key));
        Assert.Equal([64L, 32, 3, 3], state["features.17.weight"].shape);
        Assert.Equal([10L, 64], state["classifier.0.weight"].shape);
    }

    [Theory]
    [InlineData(Normalization.None)]
    [InlineData(Normalization.Batch)]
    [InlineData(Normalization.Layer)]
    public void Should_Compute_The_Same_Function_When_Permuted(Normalization normalization)
    {
        using var scope = NewDisposeScope();
        using var model = new Vgg(Small with { Normalization = normalization }, 1);
        var images = rand([3, 2, 9, 9], dtype: ScalarType.Float64, generator: new Generator(1));
        var spec = PermutationSpecs.Vgg(model.state_dict());
        var result = FunctionalEquivalence.Check(spec, model, images);
        Assert.True(result.Holds, $"{result}");
        Assert.Equal(spec.Groups.Keys.Order(), model.Activations(images).Keys.Order());
        Assert.All(model.Activations(images), a => Assert.Equal(spec.Groups[a.Key], a.Value.shape[1]));
        Assert.Equal([3L, 3], model.forward(images).shape);
    }

    [Fact]
    public void Should_Agree_With_Functional_Calls_When_Run()
    {
        using var scope = NewDisposeScope();
        using var model = new Vgg(Small with { Normalization = Normalization.None }, 4);
        var state = model.state_dict();
        var x = rand([2, 2, 9, 9], dtype: ScalarType.Float64, generator: new Generator(2));
        var actual = model.forward(x);
        x = Convolve(x, state, "features.0").relu();
        x = nn.functional.max_pool2d(x, 2L, 2L);
        x = Convolve(Convolve(x, state, "features.3").relu(), state, "features.5").relu();
        x = nn.functional.max_pool2d(x, 2L, 2L).reshape(2, 7 * 2 * 2);
        x = (x.matmul(state["classifier.0.weight"].t()) + state["classifier.0.bias"]).relu();
        x = x.matmul(state["classifier.3.weight"].t()) + state["classifier.3.bias"];
        Assert.True(allclose(actual, x, 1e-10, 1e-12));
    }

    [Fact]
    public void Should_Keep_Its_Names_When_Part_Of_A_Larger_Module()
    {
        var model = new Vgg(Small, 1);
        var names = model.state_dict().Keys.Select(k => $"0.{k}").ToList();
        using var larger = nn.Sequential(model);
        Assert.Equal(names, larger.state_dict().Keys);
    }

    [Fact]
    public void Should_Differ_By_Seed_Only()
    {
        using var scope = NewDisposeScope();
        using var first = new Vgg(Small, 1);
        using var second = new Vgg(Small, 1);
        using var other = new Vgg(Small, 2);
        Assert.All(first.parameters().Zip(second.parameters()), p => Assert.True(p.First.Equals(p.Second)));
        Assert.False(first.state_dict()["features.0.weight"].Equals(other.state_dict()["features.0.weight"]));
    }

    [Fact]
    public void Should_Fit_Small_Grey_Images_When_Narrow()
    {
        using var model = new Vgg(VggOptions.Narrow, 1);
        using var scores = model.forward(zeros(2, 1, 14, 14));
        Assert.Equal([2L, 10], scores.shape);
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_The_Plan_Cannot_Be_Built()
    {
        void Refuses(string text, VggOptions options)
            => Assert.Contains(text, Assert.Throws<ArgumentException>(() => new Vgg(options, 1)).Message, StringComparison.Ordinal);

        Refuses("no convolution", Small with { Plan = [VggOptions.Pool] });
        Refuses("after pooling at features.", Small with { InputSize = 2 });
        Refuses("Plan at features.0 is -3", Small with { Plan = [-3] });
        Refuses("ClassifierSizes[0] is 0", Small with { ClassifierSizes = [0] });
        Refuses("InputChannels is 0", Small with { InputChannels = 0 });
        Refuses("Classes is 0", Small with { Classes = 0 });
    }

    private static Tensor Convolve(Tensor x, Dictionary<string, Tensor> state, string name)
        => nn.functional.conv2d(x, state[$"{name}.weight"], state[$"{name}.bias"], [1, 1], [1, 1]);
}
