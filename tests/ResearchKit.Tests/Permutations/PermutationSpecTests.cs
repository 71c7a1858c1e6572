using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Permutations;

public sealed class PermutationSpecTests
{
    private static readonly EquivalenceOptions Thorough = new() { Trials = 5 };

    private static PermutationSpec TwoLayers() => PermutationSpec.Builder().Linear("fc0", 4).Output("fc1").Build();

    [Fact]
    public void Should_List_Axes_And_Groups_When_Built()
    {
        var spec = PermutationSpec.Builder().Conv("conv", 3).BatchNorm("norm").Flatten(4).Output("head").Build();
        Assert.Equal(KeyValuePair.Create("conv", 3), Assert.Single(spec.Groups));
        Assert.Equal(["conv.weight", "conv.bias", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked", "head.weight", "head.bias"], spec.Axes.Keys);
        Assert.Equal([new AxisPermutation("conv"), null, null, null], spec.Axes["conv.weight"]);
        Assert.Equal([null, new AxisPermutation("conv", 4)], spec.Axes["head.weight"]);
        Assert.Equal([null], spec.Axes["head.bias"]);
        Assert.Empty(spec.Axes["norm.num_batches_tracked"]);
        Assert.Equal(["norm.num_batches_tracked", "norm.running_mean", "norm.running_var"], spec.Statistics.Order(StringComparer.Ordinal));
        Assert.Contains(new TensorAxis("head.weight", 1, 4), spec.AxesOf("conv"));
        Assert.Contains("head.weight (-, conv x 4)", spec.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Leave_Input_And_Class_Axes_Alone_When_Inferred()
    {
        var mlp = PermutationSpecs.Mlp(TestNetworks.Mlp([6, 4, 4, 6]).StateDict);
        Assert.Null(mlp.Axes["fc0.weight"][1]);
        Assert.Null(mlp.Axes["fc2.weight"][0]);
        Assert.Null(mlp.Axes["fc2.bias"][0]);
        var vgg = PermutationSpecs.Vgg(TestNetworks.Vgg().StateDict);
        Assert.Null(vgg.Axes["features.0.weight"][1]);
        Assert.Null(vgg.Axes["classifier.3.weight"][0]);
        var resNet = PermutationSpecs.ResNet(TestNetworks.ResNet().StateDict);
        Assert.Null(resNet.Axes["conv1.weight"][1]);
        Assert.Null(resNet.Axes["fc.weight"][0]);
    }

    [Fact]
    public void Should_Break_The_Function_When_The_Class_Axis_Is_Permuted()
    {
        var net = TestNetworks.Mlp([6, 5, 4]);
        var axes = PermutationSpecs.Mlp(net.StateDict).Axes.ToDictionary();
        axes["fc1.weight"] = [new AxisPermutation("classes"), new AxisPermutation("fc0")];
        axes["fc1.bias"] = [new AxisPermutation("classes")];
        var spec = new PermutationSpec([new("fc0", 5), new("classes", 4)], axes);
        var thrown = Assert.Throws<ArgumentException>(() => spec.Validate(net.StateDict, net.Forward, Thorough));
        Assert.Contains("alone breaks the function for 'classes';", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Break_The_Function_When_A_Flatten_Is_Not_Blocked()
    {
        var net = TestNetworks.Vgg();
        var blocked = PermutationSpecs.Vgg(net.StateDict);
        Assert.Equal(new AxisPermutation("features.5", 4), blocked.Axes["classifier.0.weight"][1]);

        // The released ports' mistake: the 32 inputs of the classifier taken for 32 / 4 = 8 channels with the pixels outermost.
        static Dictionary<string, Tensor> PixelMajor(IReadOnlyDictionary<string, Tensor> parameters) => parameters.ToDictionary(
            pair => pair.Key,
            pair => pair.Key == "classifier.0.weight" ? pair.Value.reshape(10, 4, 8).transpose(1, 2).reshape(10, 32) : pair.Value);
        Assert.True(FunctionalEquivalence.Check(blocked, net.StateDict, net.Forward, Thorough).Holds);
        Assert.False(FunctionalEquivalence.Check(blocked, net.StateDict, parameters => net.Forward(PixelMajor(parameters)), Thorough).Holds);
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-10)]
    [InlineData(ScalarType.Float32, 1e-4)]
    public void Should_Keep_The_Function_When_An_Mlp_Is_Permuted(ScalarType dtype, double tolerance)
    {
        var net = TestNetworks.Mlp([6, 7, 8, 3], dtype: dtype);
        var result = PermutationSpecs.Mlp(net.StateDict).Validate(net.StateDict, net.Forward, Thorough);
        Assert.Equal(tolerance, result.Tolerance);
        Assert.InRange(result.MaxDifference, 0, tolerance);
        Assert.Equal(5, result.Trials);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("batch")]
    [InlineData("layer")]
    public void Should_Keep_The_Function_When_A_Vgg_Is_Permuted(string norm)
    {
        var net = TestNetworks.Vgg(norm);
        var spec = PermutationSpecs.Vgg(net.StateDict);
        Assert.Equal(4, spec.Groups.Count);
        spec.Validate(net.StateDict, net.Forward, Thorough);
    }

    [Theory]
    [InlineData(false, "downsample", "fc", 1)]
    [InlineData(true, "downsample", "fc", 1)]
    [InlineData(false, "shortcut", "linear", 1)]
    [InlineData(true, "shortcut", "linear", 2)]
    public void Should_Keep_The_Function_When_A_ResNet_Is_Permuted(bool bottleneck, string shortcut, string head, int groups)
    {
        var net = TestNetworks.ResNet(bottleneck, shortcut: shortcut, head: head, groups: groups);
        var spec = PermutationSpecs.ResNet(net.StateDict);
        spec.Validate(net.StateDict, net.Forward, Thorough);
        Assert.Equal(bottleneck ? 11 - (groups == 2 ? 4 : 0) : 6, spec.Groups.Count);
    }

    [Fact]
    public void Should_Find_The_Mistake_When_One_Axis_Is_Wrong()
    {
        var net = TestNetworks.ResNet(bottleneck: true);
        var spec = PermutationSpecs.ResNet(net.StateDict);

        // A released ResNet50 spec named the second convolution of a block twice and so left the third out.
        var axes = spec.Axes.ToDictionary();
        axes["layer1.1.conv3.weight"] = [axes["layer1.1.conv3.weight"][0], null, null, null];
        var broken = new PermutationSpec(spec.Groups, axes, spec.Statistics);
        var thrown = Assert.Throws<ArgumentException>(() => broken.Validate(net.StateDict, net.Forward, Thorough));
        Assert.Contains("'layer1.1.conv2'", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'layer1.1.conv1'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_When_A_Layer_Is_Named_Twice()
    {
        var thrown = Assert.Throws<ArgumentException>(() => PermutationSpec.Builder().Residual(
            "layer1.0",
            block => block.Conv("conv1", 4).Conv("conv2", 4).Conv("conv2", 4)));
        Assert.Contains("'layer1.0.conv2.weight' was added before", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Check_By_Default_When_A_Module_Is_Validated()
    {
        using var model = nn.Sequential(("0", nn.Linear(6, 5)), ("1", nn.ReLU()), ("2", nn.Linear(5, 3)));
        using var input = randn(4, 6);
        var before = model.state_dict()["0.weight"].clone();
        var result = PermutationSpecs.Mlp(model.state_dict()).Validate(model, input);
        Assert.Equal(2, result.Trials);
        Assert.True(result.Holds);
        Assert.True(before.Equals(model.state_dict()["0.weight"]));

        using var mixing = nn.Sequential(("0", nn.Linear(6, 5)), ("1", nn.Linear(5, 5)), ("2", nn.Linear(5, 3)));
        var tied = new PermutationSpec(
            [new("g", 5)],
            [new("0.weight", [new("g"), null]), new("0.bias", [new("g")]), new("1.weight", [null, null]), new("1.bias", [null]), new("2.weight", [null, new("g")]), new("2.bias", [null])]);
        Assert.Throws<ArgumentException>(() => tied.Validate(mixing, input));
        Assert.Equal(0, tied.Validate(mixing, input, new EquivalenceOptions { Trials = 0 }).Trials);
    }

    [Fact]
    public void Should_Restore_Mode_When_A_Training_Module_Is_Checked()
    {
        using var model = nn.Sequential(("0", nn.Linear(3, 5)), ("1", nn.BatchNorm1d(5)), ("2", nn.Linear(5, 2)));
        model.train();
        using var input = randn(4, 3);
        Assert.True(FunctionalEquivalence.Check(PermutationSpecs.Mlp(model.state_dict()), model, input).Holds);
        Assert.True(model.training);
    }

    [Fact]
    public void Should_Name_Tensor_And_Sizes_When_A_State_Dict_Does_Not_Fit()
    {
        var spec = TwoLayers();
        var stateDict = TestNetworks.Mlp([3, 4, 2]).StateDict;
        spec.Validate(stateDict);
        Assert.Contains("'fc1.weight'", Message(With(stateDict, "fc1.weight", zeros(2, 5))), StringComparison.Ordinal);
        Assert.Contains("axis 1 = 4 of group 'fc0'", Message(With(stateDict, "fc1.weight", zeros(2, 5))), StringComparison.Ordinal);
        Assert.Contains("expects 2 axes", Message(With(stateDict, "fc1.weight", zeros(2))), StringComparison.Ordinal);
        Assert.Contains("has 'extra'", Message(With(stateDict, "extra", zeros(1))), StringComparison.Ordinal);
        Assert.Contains("names 'fc0.bias'", Message(stateDict.Where(pair => pair.Key != "fc0.bias").ToDictionary()), StringComparison.Ordinal);

        string Message(Dictionary<string, Tensor> wrong) => Assert.Throws<ArgumentException>(() => spec.Validate(wrong)).Message;
        static Dictionary<string, Tensor> With(Dictionary<string, Tensor> stateDict, string name, Tensor value) => new(stateDict) { [name] = value };
    }

    [Fact]
    public void Should_Accept_A_Checkpoint_When_It_Lacks_The_Counter_Of_Batch_Norm()
    {
        var stateDict = TestNetworks.ResNet().StateDict.Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToDictionary();
        PermutationSpecs.ResNet(stateDict).Validate(stateDict);
    }

    [Fact]
    public void Should_Refuse_When_The_Parts_Of_A_Spec_Contradict()
    {
        KeyValuePair<string, int>[] groups = [new("g", 3)];
        Assert.Contains("axes 0 and 1 of 'w'", Refused(groups, [new("w", [new("g"), new("g")])]), StringComparison.Ordinal);
        Assert.Contains("'h', which the spec does not have", Refused(groups, [new("w", [new("h")])]), StringComparison.Ordinal);
        Assert.Contains("block size 0", Refused(groups, [new("w", [new("g", 0)])]), StringComparison.Ordinal);
        Assert.Contains("stands on no axis", Refused(groups, [new("w", [null])]), StringComparison.Ordinal);
        Assert.Contains("has size 0", Refused([new("g", 0)], [new("w", [new("g")])]), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PermutationSpec(groups, [new("w", [new("g")])], ["v"]));
        Assert.Throws<ArgumentException>(() => TwoLayers().AxesOf("none"));

        static string Refused(KeyValuePair<string, int>[] groups, KeyValuePair<string, IReadOnlyList<AxisPermutation?>>[] axes) =>
            Assert.Throws<ArgumentException>(() => new PermutationSpec(groups, axes)).Message;
    }
}
