using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class ContainerTests
{
    [Fact]
    public void Should_Run_Modules_In_Order_When_Sequential()
    {
        using var scope = torch.NewDisposeScope();
        using var model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1));
        var input = torch.randn(4, 2);

        var expected = input;
        for (var i = 0; i < model.Count; i++)
        {
            expected = model[i].call(expected);
        }

        Assert.Equal(Close.Values(expected), Close.Values(model.call(input)));
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], model.named_parameters().Select(entry => entry.name));
    }

    [Fact]
    public void Should_Return_A_New_Handle_When_Sequential_Is_Empty()
    {
        using var model = nn.Sequential();
        using var input = torch.ones(2);

        var output = model.call(input);
        output.Dispose();

        Assert.False(input.IsInvalid);
    }

    [Fact]
    public void Should_Share_Modules_When_Sliced()
    {
        using var model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1));

        var slice = model[1..];

        Assert.Equal(2, slice.Count);
        Assert.Same(model[2], slice[1]);
        Assert.ThrowsAny<Exception>(() => model[(0, 7)]);
    }

    [Fact]
    public void Should_Take_Names_When_Appended()
    {
        using var model = nn.Sequential(("first", nn.Linear(2, 3)));
        model.append("act", nn.Tanh()).append(nn.Linear(3, 1));

        Assert.Equal(["first", "act", "2"], model.named_children().Select(entry => entry.name));
    }

    [Fact]
    public void Should_Number_Modules_When_In_A_List()
    {
        using var model = new Layers(nn.ModuleList<Linear>(nn.Linear(1, 1), nn.Linear(1, 1, false)));

        Assert.Equal(["layers.0.weight", "layers.0.bias", "layers.1.weight"], model.named_parameters().Select(entry => entry.name));
    }

    [Fact]
    public void Should_Name_Modules_When_In_A_Dictionary()
    {
        var dictionary = nn.ModuleDict<Linear>(("in", nn.Linear(1, 1, false)), ("out", nn.Linear(1, 1, false)));
        using var model = new Layers(dictionary);

        Assert.Equal(["layers.in.weight", "layers.out.weight"], model.named_parameters().Select(entry => entry.name));
        Assert.Equal(2, dictionary.Count);
        Assert.True(dictionary.ContainsKey("in"));
        Assert.Throws<KeyNotFoundException>(() => dictionary["middle"]);
    }

    [Fact]
    public void Should_Number_Parameters_When_In_A_List()
    {
        using var model = new Layers(nn.ParameterList(nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(2))));

        Assert.Equal(["layers.0", "layers.1"], model.state_dict().Keys);
    }

    [Fact]
    public void Should_Find_The_Same_Object_When_A_Parameter_Is_Looked_For()
    {
        var first = nn.Parameter(torch.ones(1));
        using var list = nn.ParameterList(first);

        Assert.Same(first, list[0]);
        Assert.Same(first, Assert.Single(list));
    }

    private sealed class Layers : nn.Module
    {
        internal Layers(nn.Module layers)
            : base("layers")
        {
            register_module("layers", layers);
        }
    }
}
