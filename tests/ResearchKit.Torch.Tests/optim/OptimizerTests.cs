using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Optim;

public sealed class OptimizerTests
{
    [Fact]
    public void Should_Use_The_Options_Of_Each_Group_When_They_Differ()
    {
        using var scope = torch.NewDisposeScope();
        var (slow, fast) = (nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1)));
        using var optimiser = optim.SGD([new SGD.ParamGroup([slow], 0.125), new SGD.ParamGroup { Parameters = [fast] }], 0.5);
        (slow + fast).sum().backward();

        optimiser.step();

        Assert.Equal([0.875f], Close.Values(slow));
        Assert.Equal([0.5f], Close.Values(fast));
        Assert.Equal([0.125, 0.5], optimiser.ParamGroups.Select(group => group.LearningRate));
    }

    [Fact]
    public void Should_Train_A_New_Group_When_It_Is_Added()
    {
        using var scope = torch.NewDisposeScope();
        var (first, second) = (nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1)));
        using var optimiser = optim.Adam([first], 0.5);
        optimiser.add_param_group(new Adam.ParamGroup([second], 0.25));
        (first + second).sum().backward();

        optimiser.step();

        Close.To([0.5f], Close.Values(first));
        Close.To([0.75f], Close.Values(second));
        Assert.Equal(2, optimiser.parameters().Count());
    }

    [Fact]
    public void Should_Follow_The_Learning_Rate_When_It_Is_Changed()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = nn.Parameter(torch.ones(1));
        using var optimiser = optim.SGD([parameter], 0.5);
        parameter.sum().backward();

        optimiser.ParamGroups.First().LearningRate = 0.25;
        optimiser.step();

        Assert.Equal([0.75f], Close.Values(parameter));
        Assert.Equal(0.5, optimiser.ParamGroups.First().InitialLearningRate);
    }

    [Fact]
    public void Should_Leave_A_Parameter_Alone_When_It_Has_No_Gradient()
    {
        using var scope = torch.NewDisposeScope();
        var (used, unused) = (nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1)));
        using var optimiser = optim.Adam([used, unused], 0.5, 0.9, 0.999, 1e-8, 0.1);
        used.sum().backward();

        optimiser.step();

        Assert.Equal([1f], Close.Values(unused));
        Assert.NotEqual([1f], Close.Values(used));
    }

    [Fact]
    public void Should_Do_Nothing_When_Gradients_Are_Zeroed()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = nn.Parameter(torch.ones(3));
        using var optimiser = optim.SGD([parameter], 0.5);
        parameter.sum().backward();

        optimiser.zero_grad();
        optimiser.step();

        Assert.Equal([1, 1, 1], Close.Values(parameter));
    }

    [Fact]
    public void Should_Return_The_Loss_When_There_Is_A_Closure()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = nn.Parameter(torch.full(new long[] { 1 }, 3f));
        using var optimiser = optim.SGD([parameter], 0.5);

        using (torch.no_grad())
        {
            var loss = optimiser.step(() =>
            {
                optimiser.zero_grad();
                var value = (parameter * parameter).sum();
                value.backward();
                return value;
            });

            Assert.Equal([9], Close.Values(loss!));
        }

        Assert.Equal([0], Close.Values(parameter));
        Assert.Null(optimiser.step());
    }

    [Fact]
    public void Should_Leave_Parameters_Trainable_When_Stepping()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = nn.Parameter(torch.ones(2));
        using var optimiser = optim.AdamW([parameter], 0.1, 0.9, 0.999, 1e-8, 0.1);
        parameter.sum().backward();

        optimiser.step();

        Assert.True(parameter.requires_grad);
        Assert.True(parameter.is_leaf);
        Assert.True(torch.is_grad_enabled());
    }

    [Fact]
    public void Should_Go_On_Alike_When_The_State_Is_Copied()
    {
        using var scope = torch.NewDisposeScope();
        var (whole, before, after) = (nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(2)));
        using var uninterrupted = optim.Adam([whole], 0.1);
        using var first = optim.Adam([before], 0.1);
        using var second = optim.Adam([after], 0.3);
        Step(uninterrupted, whole);
        Step(uninterrupted, whole);
        Step(first, before);
        using (torch.no_grad())
        {
            after.copy_(before);
        }

        second.load_state_dict(first.state_dict());
        Step(second, after);

        Assert.Equal(Close.Values(whole), Close.Values(after));
    }

    [Fact]
    public void Should_Keep_Parameters_When_Disposed_Twice()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = nn.Parameter(torch.ones(2));
        var optimiser = optim.SGD([parameter], 0.1, 0.9);
        Step(optimiser, parameter);

        optimiser.Dispose();
        optimiser.Dispose();

        Assert.False(parameter.IsInvalid);
    }

    [Fact]
    public void Should_Refuse_Options_When_They_Are_Out_Of_Range()
    {
        using var parameter = nn.Parameter(torch.ones(2));

        Assert.ThrowsAny<ArgumentException>(() => optim.SGD([parameter], -0.1));
        Assert.ThrowsAny<ArgumentException>(() => optim.SGD([parameter], 0.1, -0.5));
        Assert.ThrowsAny<ArgumentException>(() => optim.SGD([parameter], 0.1, 0, 0, 0, true));
        Assert.ThrowsAny<ArgumentException>(() => optim.Adam([parameter], 0.1, 1.0));
        Assert.ThrowsAny<ArgumentException>(() => optim.Adam([parameter], 0.1, 0.9, 0.999, -1));
        Assert.ThrowsAny<ArgumentException>(() => optim.RMSProp([parameter], -1));
        Assert.ThrowsAny<ArgumentException>(() => optim.Adagrad([parameter], -1));
    }

    [Fact]
    public void Should_Reduce_The_Loss_When_Training_A_Small_Network()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 2));
        using var optimiser = optim.Adam(model.parameters(), 0.05);
        var input = torch.randn(64, 2);
        var target = input.select(1, 0).mul(input.select(1, 1)).gt(0).to_type(ScalarType.Int64);
        var losses = new List<float>();

        for (var i = 0; i < 150; i++)
        {
            using var inner = torch.NewDisposeScope();
            optimiser.zero_grad();
            var loss = nn.functional.cross_entropy(model.call(input), target);
            loss.backward();
            optimiser.step();
            losses.Add(loss.item<float>());
        }

        Assert.True(losses[^1] < 0.2 * losses[0], $"The loss went from {losses[0]} to {losses[^1]}.");
    }

    private static void Step(optim.Optimizer optimiser, Parameter parameter)
    {
        optimiser.zero_grad();
        (parameter * parameter).sum().backward();
        optimiser.step();
    }
}
