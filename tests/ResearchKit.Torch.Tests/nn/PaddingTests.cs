using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class PaddingTests
{
    [Fact]
    public void Should_Enlarge_The_Last_Axis_First_When_Padding()
    {
        using var scope = torch.NewDisposeScope();
        var input = torch.tensor(new float[] { 1, 2 }).reshape(1, 1, 1, 2);

        Assert.Equal([0, 1, 2], Close.Values(F.pad(input, (1L, 0L))));
        Assert.Equal([1, 2, 9, 9], Close.Values(F.pad(input, new long[] { 0, 0, 0, 1 }, PaddingModes.Constant, 9)));
        Assert.Equal([2, 1, 2], Close.Values(F.pad(input, new long[] { 1, 0, 0, 0 }, PaddingModes.Reflect)));
        Assert.Equal([1, 1, 2, 2], Close.Values(F.pad(input, new long[] { 1, 1, 0, 0 }, PaddingModes.Replicate)));
    }

    [Fact]
    public void Should_Give_Unit_Vectors_When_Classes_Are_Encoded()
    {
        using var scope = torch.NewDisposeScope();

        var encoded = F.one_hot(torch.tensor(new long[] { 2, 0 }), 3);

        Assert.Equal(ScalarType.Int64, encoded.dtype);
        Assert.Equal([0, 0, 1, 1, 0, 0], Close.Values(encoded));
        Assert.ThrowsAny<Exception>(() => F.one_hot(torch.ones(2), 3));
        Assert.ThrowsAny<Exception>(() => F.one_hot(torch.tensor(new long[] { 3 }), 3));
    }
}
