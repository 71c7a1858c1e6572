using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class AttentionTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string> Names => [.. NnReference.Section("attention").EnumerateObject().Select(entry => entry.Name).Where(IsSound)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Agree_With_PyTorch_When_Masked(string name)
    {
        using var scope = torch.NewDisposeScope();
        var expected = NnReference.Section("attention").GetProperty(name);
        using var layer = Layer(name);
        layer.load_state_dict(expected.GetProperty("state").EnumerateObject().ToDictionary(entry => entry.Name, entry => NnReference.Tensor(entry.Value)));
        var query = NnReference.Tensor(expected.GetProperty("query")).requires_grad_(true);
        var key = NnReference.Tensor(expected.GetProperty("key"));
        var value = NnReference.Tensor(expected.GetProperty("value"));
        var added = NnReference.Tensor(expected.GetProperty("added"));
        var ignored = torch.tensor(new[] { false, false, false, false, true, false, true, false, false, false }).reshape(2, 5);

        var (output, attention) = layer.call(query, key, value, ignored, true, added);

        Close.To(expected.GetProperty("output"), output, Tolerance);
        Close.To(expected.GetProperty("attention"), attention, Tolerance);
        Close.To(expected.GetProperty("query_gradient"), torch.autograd.grad([output.pow(2).sum()], [query])[0], 10 * Tolerance);
    }

#if TORCH_PROVIDER_LIBTORCH
    // libtorch's own C++ module, which TorchSharp uses, draws in another order than PyTorch's Python.
    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Draw_The_Weights_Of_PyTorch_When_The_Seed_Is_The_Same(string name)
    {
        var expected = NnReference.Section("attention").GetProperty(name).GetProperty("drawn");
        torch.manual_seed(29);
        using var layer = Layer(name);

        var state = layer.state_dict();

        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name).Order(), state.Keys.Order());
        Assert.All(expected.EnumerateObject(), entry => Close.To(entry.Value, state[entry.Name], 1e-6));
    }
#endif

    [Fact]
    public void Should_Refuse_When_The_Heads_Do_Not_Divide_The_Size()
        => Assert.ThrowsAny<Exception>(() => nn.MultiheadAttention(6, 4));

    private static bool IsSound(string name)
#if TORCH_PROVIDER_LIBTORCH
        => name.Length > 0;
#else
        // libtorch's own C++ module, which TorchSharp uses, refuses keys and values of different sizes.
        => name != "sizes";
#endif

    private static MultiheadAttention Layer(string name) => name switch
    {
        "plain" => nn.MultiheadAttention(6, 2),
        "sizes" => nn.MultiheadAttention(6, 2, 0, true, false, false, 3, 5),
        "extras" => nn.MultiheadAttention(6, 2, 0, true, true, true),
        "without_bias" => nn.MultiheadAttention(6, 2, 0, false),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
