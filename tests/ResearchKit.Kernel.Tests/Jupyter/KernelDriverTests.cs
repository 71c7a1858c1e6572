using ResearchKit.Kernel.Tests.Jupyter.Support;

namespace ResearchKit.Kernel.Tests.Jupyter;

public sealed class KernelDriverTests(KernelDriver driver) : IClassFixture<KernelDriver>
{
    public static TheoryData<string> Checks => [.. KernelDriver.Checks];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Should_Do_What_Jupyter_Expects(string check)
    {
        var missing = await KernelDriver.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        Assert.Equal("ok", await driver.ResultOfAsync(check));
    }
}
