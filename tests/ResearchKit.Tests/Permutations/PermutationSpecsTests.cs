using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Permutations;

public sealed class PermutationSpecsTests
{
    private static Dictionary<string, Tensor> Shapes(params (string Name, long[] Shape)[] tensors) => tensors.ToDictionary(t => t.Name, t => zeros(t.Shape));

    private static string Refused(Func<IReadOnlyDictionary<string, Tensor>, PermutationSpec> infer, Dictionary<string, Tensor> stateDict) =>
        Assert.Throws<ArgumentException>(() => infer(stateDict)).Message;

    [Fact]
    public void Should_Order_Layers_By_Number_When_The_State_Dict_Is_Sorted_By_Text()
    {
        var net = TestNetworks.Mlp([.. Enumerable.Repeat(4, 13)]);
        var sorted = net.StateDict.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
        var spec = PermutationSpecs.Mlp(sorted);
        Assert.Equal(Enumerable.Range(0, 11).Select(i => $"fc{i}"), spec.Groups.Keys);
        spec.Validate(sorted, net.Forward);
    }

    [Fact]
    public void Should_Accept_Names_Of_A_Sequential_When_Inferred()
    {
        var net = TestNetworks.Mlp([6, 5, 4, 3], name: i => $"{2 * i}");
        PermutationSpecs.Mlp(net.StateDict).Validate(net.StateDict, net.Forward);
    }

    [Fact]
    public void Should_Take_The_Order_Of_The_State_Dict_When_Names_Do_Not_Chain()
    {
        var net = TestNetworks.Mlp([6, 5, 4, 3], name: i => new[] { "input", "hidden", "output" }[i]);
        PermutationSpecs.Mlp(net.StateDict).Validate(net.StateDict, net.Forward);
    }

    [Fact]
    public void Should_Ask_For_The_Order_When_It_Is_Ambiguous()
    {
        var net = TestNetworks.Mlp([4, 4, 4, 3], name: i => new[] { "input", "hidden", "output" }[i]);
        Assert.Contains("ambiguous", Refused(s => PermutationSpecs.Mlp(s), net.StateDict), StringComparison.Ordinal);
        PermutationSpecs.Mlp(net.StateDict, ["input", "hidden", "output"]).Validate(net.StateDict, net.Forward);
        Assert.Contains("there is no 'head'", Refused(s => PermutationSpecs.Mlp(s, ["input", "hidden", "head"]), net.StateDict), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Have_No_Group_When_An_Mlp_Has_One_Layer()
    {
        var spec = PermutationSpecs.Mlp(TestNetworks.Mlp([6, 3], bias: false).StateDict);
        Assert.Empty(spec.Groups);
        Assert.Equal(0, spec.Log10SymmetryCount);
    }

    [Fact]
    public void Should_Place_Normalisations_When_They_Stand_Between_Linear_Layers()
    {
        var net = TestNetwork.Create([4, 6], (net, x) =>
        {
            x = net.BatchNorm("1", net.Linear("0", x, 5)).relu();
            x = net.LayerNorm("4", net.Linear("3", x, 7)).relu();
            return net.Linear("6", x, 3);
        });
        PermutationSpecs.Mlp(net.StateDict).Validate(net.StateDict, net.Forward);
    }

    [Fact]
    public void Should_Name_The_Tensors_When_They_Cannot_Be_Placed()
    {
        var mlp = TestNetworks.Mlp([6, 5, 3]).StateDict;
        mlp.Add("attention.in_proj", zeros(3));
        Assert.Contains("'attention.in_proj'", Refused(s => PermutationSpecs.Mlp(s), mlp), StringComparison.Ordinal);
        mlp = TestNetworks.Mlp([6, 5, 3]).StateDict;
        mlp.Add("conv.weight", zeros(3, 3, 1, 1));
        Assert.Contains("'conv.weight'", Refused(s => PermutationSpecs.Mlp(s), mlp), StringComparison.Ordinal);
        var vgg = TestNetworks.Vgg().StateDict;
        vgg.Add("extra.weight", zeros(3));
        Assert.Contains("'extra.weight'", Refused(PermutationSpecs.Vgg, vgg), StringComparison.Ordinal);
        var resNet = TestNetworks.ResNet().StateDict;
        resNet.Add("layer1.0.attention.weight", zeros(3));
        Assert.Contains("'layer1.0.attention.weight'", Refused(PermutationSpecs.ResNet, resNet), StringComparison.Ordinal);
        resNet = TestNetworks.ResNet().StateDict;
        resNet.Add("layer1.0.bn7.weight", zeros(3));
        Assert.Contains("'layer1.0.bn7' without its convolution", Refused(PermutationSpecs.ResNet, resNet), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_What_Is_Missing_When_The_Network_Is_Another()
    {
        Assert.Contains("do not chain", Refused(s => PermutationSpecs.Mlp(s), Shapes(("a.weight", [4, 3]), ("b.weight", [2, 5]))), StringComparison.Ordinal);
        Assert.Contains("no linear layer", Refused(s => PermutationSpecs.Mlp(s), []), StringComparison.Ordinal);
        Assert.Contains("no linear layer", Refused(PermutationSpecs.Vgg, Shapes(("features.0.weight", [4, 3, 3, 3]))), StringComparison.Ordinal);
        Assert.Contains("multiple of it", Refused(PermutationSpecs.Vgg, Shapes(("features.0.weight", [4, 3, 3, 3]), ("classifier.weight", [2, 5]))), StringComparison.Ordinal);
        Assert.Contains("divisor of it", Refused(PermutationSpecs.Vgg, Shapes(("features.0.weight", [4, 3, 3, 3]), ("features.2.weight", [4, 3, 3, 3]), ("classifier.weight", [2, 4]))), StringComparison.Ordinal);
        Assert.Contains("a stem 'conv1'", Refused(PermutationSpecs.ResNet, Shapes(("fc.weight", [2, 4]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_When_A_Shortcut_Pads_With_Zeros()
    {
        var stateDict = Shapes(
            ("conv1.weight", [4, 3, 3, 3]),
            ("layer1.0.conv1.weight", [8, 4, 3, 3]),
            ("layer1.0.conv2.weight", [8, 8, 3, 3]),
            ("fc.weight", [2, 8]));
        Assert.Contains("zero-padding shortcut", Refused(PermutationSpecs.ResNet, stateDict), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Block_The_Head_When_A_ResNet_Flattens()
    {
        var stateDict = Shapes(
            ("conv1.weight", [4, 3, 3, 3]),
            ("layer1.0.conv1.weight", [6, 4, 3, 3]),
            ("layer1.0.conv2.weight", [4, 6, 3, 3]),
            ("fc.weight", [2, 36]));
        Assert.Equal(new AxisPermutation("conv1", 9), PermutationSpecs.ResNet(stateDict).Axes["fc.weight"][1]);
    }
}
