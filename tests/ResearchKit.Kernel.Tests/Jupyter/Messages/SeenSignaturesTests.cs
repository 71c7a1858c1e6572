using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Tests.Jupyter.Messages;

public sealed class SeenSignaturesTests
{
    [Fact]
    public void Should_Forget_The_Oldest_When_There_Are_Many()
    {
        var seen = new SeenSignatures(2);
        Assert.True(seen.Add([1]));
        Assert.True(seen.Add([2]));
        Assert.False(seen.Add([1]));
        Assert.True(seen.Add([3]));
        Assert.False(seen.Add([2]));
        Assert.True(seen.Add([1]));
    }

    [Fact]
    public void Should_Take_Unsigned_Messages_Every_Time()
    {
        var seen = new SeenSignatures(2);
        Assert.True(seen.Add([]));
        Assert.True(seen.Add([]));
    }
}
