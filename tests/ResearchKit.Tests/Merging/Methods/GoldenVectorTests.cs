using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Methods;

/// <summary>Reference values of every method that draws no numbers.</summary>
public sealed class GoldenVectorTests
{
    private static readonly (string Name, IMergeMethod Method, string Models, bool Base, string Expected)[] Cases =
    [
        ("linear", new LinearMerge(), "AB", false, ".058 −.168 .278 −.388 / .562 .592 −.682 .732 / −.830 .928 1.174 −1.268"),
        ("linear normalised", new LinearMerge(), "AC", false, ".114545 −.192727 .289091 −.385455 / .522727 .553636 −.639091 .788182 / −.891818 1.0 1.205455 −1.315454"),
        ("linear sum", new LinearMerge { Normalize = false }, "AC", false, ".126 −.212 .318 −.424 / .575 .609 −.703 .867 / −.981 1.1 1.326 −1.447"),
        ("slerp", new SlerpMerge { T = .35 }, "AB", false, ".064622 −.174884 .285146 −.395407 / .561840 .586923 −.677137 .732244 / −.829480 .926715 1.181281 −1.277500"),
        ("slerp of differences", new SlerpMerge { T = .35 }, "ab", false, "−.055618 .041583 −.027547 .013512 / .086251 −.014559 .028594 −.096209 / .099529 −.102848 .106168 −.098771"),
        ("slerp of parallels", new SlerpMerge { T = .35 }, "AL", false, ".12925 −.2585 .38775 −.517 / .64625 .6345 −.74025 .846 / −.95175 1.0575 1.42175 −1.551"),
        ("nuslerp", new NuSlerpMerge(), "AB", false, ".058124 −.168400 .278676 −.388952 / .563415 .593507 −.683733 .733842 / −.832091 .930340 1.176930 −1.271160"),
        ("nuslerp last axis", new NuSlerpMerge { Vectors = SlerpVectors.LastAxis }, "AB", false, ".058477 −.169543 .280608 −.391673 / .562410 .592437 −.682502 .732534 / −.830592 .928663 1.174830 −1.268895"),
        ("nuslerp first axis", new NuSlerpMerge { Vectors = SlerpVectors.FirstAxis }, "AB", false, ".058102 −.168403 .278687 −.388379 / .563167 .593519 −.683761 .732733 / −.831724 .930358 1.176979 −1.269258"),
        ("nuslerp base", new NuSlerpMerge(), "AB", true, ".035983 −.150252 .264521 −.378790 / .589411 .592672 −.678403 .703913 / −.801688 .899463 1.202762 −1.292943"),
        ("nuslerp base last axis", new NuSlerpMerge { Vectors = SlerpVectors.LastAxis }, "AB", true, "−.086727 −.050388 .187503 −.324617 / .588492 .592639 −.678513 .704851 / −.823701 .921641 1.180419 −1.273592"),
        ("nuslerp base first axis", new NuSlerpMerge { Vectors = SlerpVectors.FirstAxis }, "AB", true, ".048711 −.144153 .256298 −.378651 / .573652 .593026 −.676531 .703503 / −.817913 .889932 1.219587 −1.293304"),
        ("multislerp", new MultiSlerpMerge(), "AB", false, ".057847 −.168126 .278404 −.388682 / .563491 .593798 −.684025 .733922 / −.832215 .930510 1.176764 −1.270909"),
        ("multislerp base", new MultiSlerpMerge(), "ABC", true, ".062418 −.138930 .238930 −.338930 / .566942 .572988 −.649500 .761244 / −.870639 .985907 1.245629 −1.344455"),
        ("karcher", new KarcherMerge(), "ABC", false, ".069028 −.156973 .257757 −.358541 / .543096 .596247 −.683375 .781132 / −.887958 .997994 1.180453 −1.277144"),
        ("karcher of differences", new KarcherMerge(), "abc", false, "−.053439 .077108 −.077057 .077007 / .071443 −.012047 .035818 −.035960 / .024133 −.006375 .136870 −.130954"),
        ("task arithmetic", new TaskArithmeticMerge { Lambda = .5 }, "AB", true, ".079 −.184 .289 −.394 / .531 .596 −.691 .766 / −.865 .964 1.137 −1.234"),
        ("ties", new TiesMerge { Density = .5 }, "AB", true, "−.020 −.090 .200 −.310 / .580 .670 −.630 .720 / −.810 .900 1.210 −1.320"),
        ("ties sum", new TiesMerge { Density = .5, Normalize = false }, "AB", true, ".052 −.156 .260 −.364 / .532 .628 −.658 .752 / −.846 .940 1.166 −1.272"),
        ("ties lambda", new TiesMerge { Density = .5, Lambda = .7 }, "AB", true, ".016 −.123 .230 −.337 / .556 .649 −.651 .744 / −.837 .930 1.177 −1.284"),
        ("ties three", new TiesMerge { Density = .5 }, "ABC", true, "−.020 −.090 .200 −.315556 / .580 .670 −.630 .720 / −.810 .900 1.205455 −1.315455"),
        ("breadcrumbs", new BreadcrumbsMerge { Density = .5, Gamma = .1 }, "AB", true, ".100 −.156 .260 −.364 / .532 .592 −.682 .752 / −.846 .940 1.166 −1.200"),
        ("breadcrumbs ties", new BreadcrumbsMerge { Density = .5, Gamma = .1, Signs = SignRule.Elect }, "AB", true, ".100 −.156 .260 −.364 / .532 .564 −.658 .752 / −.846 .940 1.166 −1.200"),
        ("breadcrumbs dense", new BreadcrumbsMerge { Density = .95, Gamma = .1 }, "AB", true, ".106 −.168 .278 −.388 / .562 .592 −.682 .732 / −.830 .928 1.174 −1.196"),
        ("model stock", new ModelStockMerge { Clamp = false }, "AB", true, ".104952 −.204051 .303151 −.402251 / .494148 .599550 −.700450 .805852 / −.905852 1.005852 1.094148 −1.195048"),
        ("model stock near", new ModelStockMerge(), "AX", true, ".113784 −.215754 .323630 −.431507 / .552676 .530586 −.616801 .723693 / −.815817 .909417 1.233906 −1.346213"),
        ("model stock rows", new ModelStockMerge { FilterWise = true, Clamp = false }, "AC", true, "−.320000 −.480000 .719999 −.960001 / .497166 .606378 −.708503 .800709 / −.900000 1.001684 1.117680 −1.219363"),
        ("sce", new SceMerge(), "ABE", true, "−.020 −.124615 .206923 −.289231 / .565 .550385 −.626538 .735 / −1.035 1.18 1.21 −1.351154"),
        ("sce half", new SceMerge { SelectTopk = .5 }, "ABE", true, "−.020 −.2 .3 −.286283 / .5 .6 −.7 .732141 / −1.035 1.18 1.1 −1.352380"),
        ("arcee fusion of a small change", new ArceeFusionMerge(), "A", true, ".10 −.20 .30 −.40 / .50 .60 −.70 .80 / −.90 1.00 1.10 −1.20"),
        ("arcee fusion", new ArceeFusionMerge(), "f", true, ".100 .300 .300 −.400 / .800 .600 −.700 .800 / −.900 1.0 1.1 −1.600"),
        ("nearswap", new NearSwapMerge { T = .05 }, "B", true, ".050 −.150 .250 −.350 / .550 .650 −.750 .750 / −.860 .970 1.120 −1.190"),
        ("ram", new RamMerge(), "mn", true, "−.020 −.090 .200 −.310 / .580 .605 −.695 .720 / −.810 .900 1.210 −1.320"),
        ("ramplus_tl", new RamMerge { R = .1 }, "mn", true, "−.0224 −.0878 .1980 −.3082 / .5816 .605 −.695 .7184 / −.8082 .8980 1.2122 −1.3224"),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Give_The_Reference_Values(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Cases.Single(golden => golden.Name == name);
        double[]? weights = name.StartsWith("karcher", StringComparison.Ordinal) ? [.. golden.Models.Select(_ => 1.0)] : null; // the reference knows equal weights only

        var merged = golden.Method.Merge(GoldenVectors.Input(golden.Models, golden.Base, weights));

        GoldenVectors.AssertClose(golden.Expected, merged);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Give_The_Same_Bits_When_Models_Are_Listed_In_Another_Order(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Cases.Single(golden => golden.Name == name);
        var method = golden.Method is SlerpMerge slerp ? slerp with { T = null } : golden.Method; // a position is that of the second model, weights are each model's
        var turned = string.Concat(golden.Models.Skip(1)) + golden.Models[0];
        var expected = method.Merge(GoldenVectors.Input(golden.Models, golden.Base));

        var merged = method.Merge(GoldenVectors.Input(turned, golden.Base));

        Assert.True(expected.equal(merged).all().item<bool>(), $"{name} depends on the order of the models");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Leave_The_Models_As_They_Are(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Cases.Single(golden => golden.Name == name);
        var input = GoldenVectors.Input(golden.Models, golden.Base);

        golden.Method.Merge(input).zero_();

        Assert.All(golden.Models.Zip(input.Tensors), pair => GoldenVectors.AssertClose([.. GoldenVectors.Of(pair.First).Select(value => (double)value)], pair.Second, 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Agree_With_Itself_When_Models_Are_Double_Precision(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Cases.Single(golden => golden.Name == name);
        var single = GoldenVectors.Input(golden.Models, golden.Base);
        var wide = single with { Tensors = [.. single.Tensors.Select(tensor => tensor.to(ScalarType.Float64))], Base = single.Base?.to(ScalarType.Float64) };

        var merged = golden.Method.Merge(wide);

        Assert.Equal(ScalarType.Float64, merged.dtype);
        Assert.True(golden.Method.Merge(single).to(ScalarType.Float64).allclose(merged, 1e-4, GoldenVectors.Tolerance), name);
    }
}
