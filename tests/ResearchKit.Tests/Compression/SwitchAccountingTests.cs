using ResearchKit.Compression;

namespace ResearchKit.Tests.Compression;

/// <summary>The sizes of switch-base-32 as Li et al. (2024) report them, from first principles.</summary>
public sealed class SwitchAccountingTests
{
    private static readonly SwitchAccounting Base32 = new();

    [Fact]
    public void Should_Give_The_Known_Sizes_When_Counted()
    {
        Assert.Equal(4_718_592, Base32.ExpertParameters);
        Assert.Equal(166_575_360, Base32.NonExpertParameters);
        Assert.Equal(1_978_514_688, Base32.FullParameters);
        Assert.Equal(732_806_400, Base32.Parameters(32 + 88));
        var compressed = Base32.CompressedExpertParameters(32, 0.1);
        Assert.Equal(717_619.2, compressed, 1e-6);
        Assert.Equal(570_172_262, Base32.Parameters(32, 352, compressed));
        Assert.Equal(380_720_794, Base32.Parameters(32, 88, compressed));
        Assert.Equal(222_903_552, (Base32 with { Experts = 0 }).FullParameters);
    }

    [Fact]
    public void Should_Give_The_Known_Operations_When_Counted()
    {
        Assert.Equal(4.645, Base32.Operations(64, 329, 13) / 1e12, 0.005);
        Assert.Equal(3.762, Base32.Operations(64, 329, 13, 5, 6, Base32.CompressedExpertParameters(32, 0.1)) / 1e12, 0.005);
    }
}
