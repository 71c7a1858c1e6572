using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class StateDictTests
{
    [Fact]
    public void Should_Give_The_Same_Function_When_The_State_Is_Copied()
    {
        using var scope = torch.NewDisposeScope();
        using var a = new TwoLayers();
        using var b = new TwoLayers();
        a.eval();
        b.eval();
        var input = torch.randn(4, 3);

        var (missing, unexpected) = b.load_state_dict(a.state_dict());

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Equal(Close.Values(a.call(input)), Close.Values(b.call(input)));
        Assert.NotSame(a.get_parameter("first.weight"), b.get_parameter("first.weight"));
    }

    [Fact]
    public void Should_Refuse_And_Change_Nothing_When_Keys_Differ_And_Strict()
    {
        using var model = nn.Linear(2, 2);
        var before = Close.Values(model.weight!);
        using var zeros = torch.zeros(2, 2);

        var error = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(new Dictionary<string, Tensor> { ["weight"] = zeros, ["extra"] = zeros }));

        Assert.Equal(before, Close.Values(model.weight!));
#if TORCH_PROVIDER_LIBTORCH
        Assert.Contains("missing [bias]", error.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected [extra]", error.Message, StringComparison.Ordinal);
#else
        Assert.NotEmpty(error.Message);
#endif
    }

    [Fact]
    public void Should_Report_Keys_When_Not_Strict()
    {
        using var model = nn.Linear(2, 2);
        using var zeros = torch.zeros(2, 2);

        var (missing, unexpected) = model.load_state_dict(new Dictionary<string, Tensor> { ["weight"] = zeros, ["extra"] = zeros }, false);

        Assert.Equal(["bias"], missing);
        Assert.Equal(["extra"], unexpected);
        Assert.Equal([0, 0, 0, 0], Close.Values(model.weight!));
    }

    [Fact]
    public void Should_Leave_Keys_Alone_When_Skipped()
    {
        using var model = nn.Linear(2, 1);
        using var weight = torch.ones(1, 2);
        using var bias = torch.ones(1);
        var before = Close.Values(model.bias!);

        model.load_state_dict(new Dictionary<string, Tensor> { ["weight"] = weight, ["bias"] = bias }, true, ["bias"]);

        Assert.Equal([1, 1], Close.Values(model.weight!));
        Assert.Equal(before, Close.Values(model.bias!));
    }

    [Fact]
    public void Should_Refuse_When_A_Shape_Differs()
    {
        using var model = nn.Linear(2, 2, false);
        using var weight = torch.ones(3, 5);

        var error = Assert.ThrowsAny<Exception>(() => model.load_state_dict(new Dictionary<string, Tensor> { ["weight"] = weight }));

#if TORCH_PROVIDER_LIBTORCH
        Assert.Contains("'weight' has shape [3, 5], expected [2, 2]", error.Message, StringComparison.Ordinal);
#else
        Assert.NotNull(error);
#endif
    }

    [Fact]
    public void Should_Keep_Gradients_Recordable_When_Values_Are_Loaded()
    {
        using var scope = torch.NewDisposeScope();
        using var model = nn.Linear(2, 1);

        model.load_state_dict(new Dictionary<string, Tensor> { ["weight"] = torch.ones(1, 2), ["bias"] = torch.zeros(1) });

        Assert.True(model.weight!.requires_grad);
        Assert.True(model.weight!.is_leaf);
    }

    [Fact]
    public void Should_Use_The_Names_Of_PyTorch_When_Modules_Are_Nested()
    {
        using var model = nn.Sequential(
            ("conv", nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))),
            ("head", nn.Linear(2, 2)));

        Assert.Equal(
            [
                "conv.0.bias", "conv.0.weight", "conv.1.bias", "conv.1.num_batches_tracked", "conv.1.running_mean", "conv.1.running_var",
                "conv.1.weight", "head.bias", "head.weight",
            ],
            model.state_dict().Keys.Order(StringComparer.Ordinal));
    }
}
