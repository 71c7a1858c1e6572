using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class ModuleTests
{
    private static readonly string[] _names =
    [
        "scale", "first.weight", "first.bias", "norm.weight", "norm.bias", "second.weight", "second.bias",
    ];

    private static readonly string[] _buffers = ["offset", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked"];

    [Fact]
    public void Should_Name_Parameters_After_Fields_When_Components_Are_Registered()
    {
        using var model = new TwoLayers();

        Assert.Equal(_names, model.named_parameters().Select(entry => entry.name));
        Assert.Equal(_buffers, model.named_buffers().Select(entry => entry.name));
        Assert.Equal(_names.Length, model.parameters().Count());
        Assert.Equal(["scale"], model.named_parameters(false).Select(entry => entry.name));
        Assert.Equal(["first", "norm", "second"], model.named_children().Select(entry => entry.name));
        Assert.Equal(["first", "norm", "second"], model.named_modules().Select(entry => entry.name));
        Assert.Equal("two-layers", model.GetName());
    }

    [Fact]
    public void Should_Hold_Parameters_And_Buffers_When_The_State_Is_Asked_For()
    {
        using var model = new TwoLayers();

        var state = model.state_dict();

        Assert.Equal(_names.Concat(_buffers).Order(), state.Keys.Order());
        Assert.Equal(state.Keys.Select(key => "model." + key).Order(), model.state_dict(null, "model").Keys.Order());
    }

    [Fact]
    public void Should_Find_Parameters_By_Dotted_Name_When_They_Exist()
    {
        using var model = new TwoLayers();

        Assert.True(model.has_parameter("first.weight"));
        Assert.False(model.has_parameter("first.weights"));
        Assert.False(model.has_parameter("third.weight"));
        Assert.Equal([4, 3], model.get_parameter("first.weight")!.shape);
        Assert.Null(model.get_parameter("nothing"));
        Assert.True(model.has_buffer("norm.running_mean"));
        Assert.Null(model.get_buffer("norm.weight"));
    }

    [Fact]
    public void Should_Switch_All_Modules_When_Evaluated()
    {
        using var model = new TwoLayers();
        Assert.True(model.training);

        model.eval();
        Assert.False(model.training);
        Assert.All(model.modules(), module => Assert.False(module.training));

        model.train();
        Assert.All(model.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Should_Visit_Every_Module_Once_When_Applied()
    {
        using var model = new TwoLayers();
        var visited = new List<nn.Module>();

        model.apply(visited.Add);

        Assert.Equal(4, visited.Count);
        Assert.Same(model, visited[^1]);
    }

    [Fact]
    public void Should_List_A_Shared_Parameter_Once_When_It_Has_Two_Names()
    {
        using var weight = nn.Parameter(torch.ones(2));
        var list = nn.ParameterDict(("a", weight), ("b", weight));

        Assert.Single(new Holder(list).parameters());
    }

    [Fact]
    public void Should_Refuse_A_Name_When_It_Is_Taken_Or_Unusable()
    {
        using var model = new TwoLayers();
        using var spare = nn.Linear(1, 1);

        Assert.Throws<InvalidOperationException>(() => model.register_module("first", spare));
        Assert.Throws<ArgumentException>(() => model.register_module("a.b", spare));
        Assert.Throws<ArgumentException>(() => model.register_module("", spare));
        Assert.Throws<InvalidOperationException>(() => model.register_buffer("offset", torch.zeros(1)));
        Assert.Throws<InvalidOperationException>(() => model.register_parameter("scale", nn.Parameter(torch.zeros(1))));
        Assert.Throws<ArgumentNullException>(() => model.register_buffer("nothing", null!));
    }

    [Fact]
    public void Should_Convert_Values_And_Keep_Integers_When_The_Type_Changes()
    {
        using var model = new TwoLayers();

        var same = model.to(ScalarType.Float64);

        Assert.Same(model, same);
        Assert.All(model.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.All(model.parameters(), parameter => Assert.True(parameter.requires_grad));
        using var input = torch.ones(2, 3, dtype: ScalarType.Float64);
        using var output = model.call(input);
        Assert.Equal(ScalarType.Float64, output.dtype);
    }

    [Fact]
    public void Should_Record_Gradients_When_Run_Backward()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new TwoLayers();

        var loss = model.call(torch.randn(5, 3)).pow(2).sum();
        var gradients = torch.autograd.grad([loss], [.. model.parameters()]);

        Assert.All(gradients.Zip(model.parameters()), pair => Assert.Equal(pair.Second.shape, pair.First.shape));
        Assert.Contains(gradients, gradient => Close.Values(gradient).Any(value => value != 0));
    }

    [Fact]
    public void Should_Release_Everything_Once_When_Disposed_Twice()
    {
        var model = new TwoLayers();
        var tensors = model.state_dict().Values.ToArray();

        model.Dispose();
        model.Dispose();

        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void Should_Throw_When_Called_After_Disposal()
    {
        var layer = nn.Linear(2, 2);
        layer.Dispose();

        Assert.ThrowsAny<Exception>(() => layer.call(torch.ones(1, 2)));
    }

#if TORCH_PROVIDER_LIBTORCH
    // TorchSharp 0.99 disposes them with the scope, later versions keep them.
    [Fact]
    public void Should_Keep_Parameters_When_The_Scope_Ends_In_Which_A_Layer_Was_Made()
    {
        TorchSharp.Modules.Linear layer;
        using (torch.NewDisposeScope())
        {
            layer = nn.Linear(2, 2);
        }

        Assert.All(layer.parameters(), parameter => Assert.False(parameter.IsInvalid));
        layer.Dispose();
    }
#endif

    private sealed class Holder : nn.Module
    {
        internal Holder(nn.Module part)
            : base("holder")
        {
            register_module("part", part);
        }
    }
}
