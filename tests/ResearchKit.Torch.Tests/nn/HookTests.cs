using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class HookTests
{
    [Fact]
    public void Should_See_Input_And_Output_When_Called()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.ReLU();
        float[]? seenInput = null;
        float[]? seenOutput = null;
        var hook = layer.register_forward_hook((module, input, output) =>
        {
            seenInput = Close.Values(input);
            seenOutput = Close.Values(output);
            return output;
        });

        layer.call(torch.tensor(new float[] { -1, 2 }));
        Assert.Equal([-1, 2], seenInput!);
        Assert.Equal([0, 2], seenOutput!);

        hook.remove();
        hook.remove();
        layer.call(torch.tensor(new float[] { 7 }));
        Assert.Equal([-1, 2], seenInput!);
    }

    [Fact]
    public void Should_Replace_Input_And_Output_When_Hooks_Return_Others()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.ReLU();
        layer.register_forward_pre_hook((module, input) => input + 10);
        layer.register_forward_hook((module, input, output) => output * 2);
        layer.register_forward_hook((module, input, output) => output + 1);

        Assert.Equal([19], Close.Values(layer.call(torch.tensor(new float[] { -1 }))));
        Assert.Equal([0], Close.Values(layer.forward(torch.tensor(new float[] { -1 }))));
    }
}
