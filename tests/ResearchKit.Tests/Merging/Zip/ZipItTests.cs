using ResearchKit.Merging.Zip;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Tests.Matching;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Zip;

public sealed class ZipItTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    private static readonly MlpOptions Small = new() { InputSize = 20, HiddenSizes = [16, 12], Classes = 4, Activation = Activation.Tanh, DataType = ScalarType.Float64 };

    [Fact]
    public void Should_Give_The_Function_Back_When_The_Second_Model_Is_The_First_Reordered()
    {
        using var scope = NewDisposeScope();
        using var a = new Mlp(Small, 1);
        using var b = new Mlp(Small, 2);
        var spec = PermutationSpecs.Mlp(a.state_dict());
        b.load_state_dict(Alignment.Random(spec, 3).Apply(a.state_dict()));
        var inputs = Noise(200, 20);
        var result = ZipIt.Match(spec, [a, b], [inputs]);
        var zipped = result.Apply(a.state_dict(), b.state_dict());
        var expected = a.call(inputs);

        Assert.All(result.Groups.Values, zip => Assert.Equal(zip.Units, zip.SharedFeatures));
        Assert.Equal(1.0, zipped.RelativeSize, 0.2);
        foreach (var state in zipped.Heads.Append(zipped.MeanHead()))
        {
            AssertSame(expected, Run(a, state, inputs), 1e-10);
        }
    }

    [Fact]
    public void Should_Give_The_Function_Back_When_A_Residual_Network_With_Batch_Norm_Is_Reordered()
    {
        using var scope = NewDisposeScope();
        var options = new ResNetOptions { Blocks = [1, 1], Widths = [4, 6], InputChannels = 1, InputSize = 8, DataType = ScalarType.Float64 };
        using var a = new ResNet(options, 1);
        using var b = new ResNet(options, 2);
        a.eval();
        b.eval();
        var spec = PermutationSpecs.ResNet(a.state_dict());
        b.load_state_dict(Alignment.Random(spec, 3).Apply(a.state_dict()));
        var inputs = Noise(60, 1, 8, 8);
        var zipped = ZipIt.Match(spec, [a, b], [inputs], new ZipOptions { Alpha = 0, Beta = 0 }).Apply(a.state_dict(), b.state_dict());
        AssertSame(a.call(inputs), Run(a, zipped.Heads[1], inputs), 1e-9);
        Assert.Contains("layer2.0.bn1.running_var", zipped.Trunk);
        Assert.DoesNotContain("fc.weight", zipped.Trunk);
    }

    [Fact]
    public void Should_Keep_Blocks_Together_When_Maps_Are_Flattened()
    {
        using var scope = NewDisposeScope();
        var options = new VggOptions { Plan = [4, VggOptions.Pool, 6], InputChannels = 1, InputSize = 8, ClassifierSizes = [7], Classes = 3, Normalization = Normalization.None, DataType = ScalarType.Float64 };
        using var a = new Vgg(options, 1);
        using var b = new Vgg(options, 2);
        var spec = PermutationSpecs.Vgg(a.state_dict());
        b.load_state_dict(Alignment.Random(spec, 3).Apply(a.state_dict()));
        var inputs = Noise(80, 1, 8, 8);
        var zipped = ZipIt.Match(spec, [a, b], [inputs], new ZipOptions { Epsilon = 0, Beta = 0, Alpha = 0 }).Apply(a.state_dict(), b.state_dict());
        AssertSame(a.call(inputs), Run(a, zipped.Heads[0], inputs), 1e-9);
    }

    [Fact]
    public void Should_Leave_Later_Layers_To_Each_Model_When_The_Zip_Is_Partial()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (models.States[0], models.States[1]);
        var first = models.Spec.Groups.Keys.First();
        var result = ZipIt.Match(models.Spec, [models[0], models[1]], models.Images(400), new ZipOptions { Groups = group => group == first });
        var zipped = result.Apply(a, b);
        Assert.False(zipped.IsFull);
        Assert.Equal([first], result.Groups.Keys);
        Assert.Throws<InvalidOperationException>(zipped.MeanHead);
        Assert.Equal(["fc0.bias", "fc0.weight"], zipped.Trunk.Order());
        Assert.Same(zipped.Heads[0]["fc0.weight"], zipped.Heads[1]["fc0.weight"]);
        AssertSame(b["fc2.weight"], zipped.Heads[1]["fc2.weight"], 0);
        Assert.InRange(zipped.RelativeSize, 1.1, 1.9);

        // Zipping less costs less accuracy: nothing zipped is the models themselves.
        var none = ZipIt.Match(models.Spec, [models[0], models[1]], models.Images(400), new ZipOptions { Groups = _ => false }).Apply(a, b);
        Assert.Equal(2.0, none.RelativeSize);
        AssertSame(models[1].call(models.Images(50).First()), Run(models[0], none.Heads[1], models.Images(50).First()), 0);
    }

    [Fact]
    public void Should_Refuse_A_Zipped_Group_Behind_One_That_Is_Not()
    {
        var last = models.Spec.Groups.Keys.Last();
        var result = ZipIt.Match(models.Spec, [models[0], models[1]], models.Images(400), new ZipOptions { Groups = group => group == last });
        var error = Assert.Throws<ArgumentException>(() => result.Apply(models.States[0], models.States[1]));
        Assert.Contains("fc1.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Beat_The_Plain_Mean_When_Models_Are_Trained_Apart()
    {
        using var scope = NewDisposeScope();
        var zipped = ZipIt.Match(models.Spec, [models[0], models[1], models[2]], models.Images(400)).Apply([.. models.States]);
        var naive = models.Loss.Evaluate(ResearchKit.Connectivity.Interpolation.Average([.. models.States])).Accuracy;
        var merged = models.Loss.Evaluate(zipped.MeanHead()).Accuracy;
        Assert.True(merged > naive + 0.1, $"three models zipped {merged:P1}, averaged {naive:P1}");
    }

    [Fact]
    public void Should_Merge_Heads_Of_Different_Label_Spaces_When_Only_Outputs_Differ()
    {
        using var scope = NewDisposeScope();
        using var a = new Mlp(Small, 1);
        using var b = new Mlp(Small with { Classes = 3 }, 2);
        var spec = PermutationSpecs.Mlp(a.state_dict());
        var zipped = ZipIt.Match(spec, [a, b], [Noise(50, 20)]).Apply(a.state_dict(), b.state_dict());
        Assert.Equal([4, 12], zipped.Heads[0]["fc2.weight"].shape);
        Assert.Equal([3, 12], zipped.Heads[1]["fc2.weight"].shape);
        Assert.Throws<ArgumentException>(zipped.MeanHead);
    }

    [Fact]
    public void Should_Name_What_Is_Wrong_When_Inputs_Do_Not_Fit()
    {
        Assert.Throws<ArgumentException>(() => ZipIt.Match(models.Spec, [models[0]], models.Images(400)));
        Assert.Throws<ArgumentException>(() => ZipIt.Match(models.Spec, [models[0], models[1]], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZipOptions { Beta = 1.5 });
        var result = ZipIt.Match(models.Spec, [models[0], models[1]], models.Images(400));
        Assert.Contains("made for 2", Assert.Throws<ArgumentException>(() => result.Apply(models.States[0])).Message, StringComparison.Ordinal);
        var axis = ZipIt.Match(models.Spec, [models[0], models[1]], models.Images(400), new ZipOptions { OutputAxis = _ => 3 });
        Assert.Contains("output axis", Assert.Throws<ArgumentException>(() => axis.Apply(models.States[0], models.States[1])).Message, StringComparison.Ordinal);
    }

    private static Tensor Noise(params long[] shape)
    {
        using var generator = new Generator(7);
        return randn(shape, dtype: ScalarType.Float64, generator: generator);
    }

    private static Tensor Run(nn.Module<Tensor, Tensor> network, IReadOnlyDictionary<string, Tensor> state, Tensor inputs)
    {
        var own = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        network.load_state_dict(state.ToDictionary(pair => pair.Key, pair => pair.Value));
        var outputs = network.call(inputs).detach();
        network.load_state_dict(own);
        return outputs;
    }

    private static void AssertSame(Tensor expected, Tensor actual, double tolerance)
    {
        var difference = (expected.detach() - actual.detach()).abs().max().to(ScalarType.Float64).ToDouble();
        Assert.True(difference <= tolerance, $"differs by {difference}");
    }
}
