using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging;

public sealed class MergeMethodRegistryTests
{
    private static readonly MergeMethodRegistry Registry = MergeMethodRegistry.BuiltIn;

    [Fact]
    public void Should_Know_Every_Method_By_The_Name_That_It_Shows()
    {
        Assert.All(Registry.Methods, description => Assert.Equal(description.Name, description.Create().Name));
        Assert.Equal(20, Registry.Methods.Count);
    }

    [Fact]
    public void Should_Hold_Every_Method_Of_The_Kit_That_Needs_No_Data_And_One_Tensor_At_A_Time()
    {
        var registered = Registry.Methods.Select(description => description.Create().GetType()).ToHashSet();
        var written = typeof(LinearMerge).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsPublic: true } && typeof(IMergeMethod).IsAssignableFrom(type) && type.GetConstructor([]) is not null)
            .Where(type => !typeof(IWholeModelMethod).IsAssignableFrom(type));

        Assert.All(written, type => Assert.Contains(type, registered));
    }

    [Fact]
    public void Should_Set_Parameters_From_Numbers_Texts_And_Lists()
    {
        var method = (DareMerge)Registry.Create("dare_ties", new Dictionary<string, object>
        {
            ["density"] = new object[] { 0.5, "0.25" },
            ["lambda"] = "0.7",
            ["normalize"] = true,
            ["rescale"] = "l1",
        });

        Assert.Equal([0.5, 0.25], method.Density.Values);
        Assert.Equal(0.7, method.Lambda);
        Assert.True(method.Normalize);
        Assert.Equal(Rescaling.L1, method.Rescale);
        Assert.Equal(SignRule.Elect, method.Signs);
        Assert.Equal(Rescaling.InverseDensity, ((DareMerge)Registry.Create("dare_linear", new Dictionary<string, object> { ["rescale"] = "inverse-density" })).Rescale);
        Assert.Equal(25, ((KarcherMerge)Registry.Create("karcher", new Dictionary<string, object> { ["max_iter"] = 25.0 })).MaxIter);
        Assert.Equal(0.25, ((SlerpMerge)Registry.Create("slerp", new Dictionary<string, object> { ["t"] = 0.25 })).T);
    }

    [Fact]
    public void Should_Tell_Parameters_With_Their_Defaults()
    {
        var parameters = Registry["ties"].Parameters;

        Assert.Equal(["density", "lambda", "normalize", "rescale"], parameters.Select(parameter => parameter.Name));
        Assert.Equal([(PerModel)0.2, 1.0, true, Rescaling.None], parameters.Select(parameter => parameter.Default!));
        Assert.Equal("none | inverse-density | l1", parameters[3].Expected);
        Assert.Null(Registry["slerp"].Parameters.Single(parameter => parameter.Name == "t").Default);
    }

    [Theory]
    [InlineData("tis", "density", 0.5, "ties")]
    [InlineData("ties", "densty", 0.5, "density")]
    [InlineData("ties", "density", "much", "much")]
    [InlineData("ties", "density", 0.0, "Density is 0")]
    [InlineData("ties", "normalize", 2, "true | false")]
    [InlineData("ties", "rescale", "1", "inverse-density")]
    [InlineData("karcher", "max_iter", 1.5, "whole number")]
    [InlineData("model_stock", "name", "x", "filter_wise")]
    public void Should_Say_What_Was_Expected_When_A_Name_Or_Value_Is_Wrong(string method, string parameter, object value, string expected)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => Registry.Create(method, new Dictionary<string, object> { [parameter] = value }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slerp", 3, false)]
    [InlineData("slerp", 1, true)]
    [InlineData("ties", 2, false)]
    [InlineData("nearswap", 2, true)]
    public void Should_Refuse_Models_That_A_Method_Cannot_Merge_Before_Reading_Them(string method, int models, bool hasBase)
    {
        Assert.Throws<ArgumentException>(() => Registry[method].CheckModels(models, hasBase));
        Registry["linear"].CheckModels(models, hasBase);
    }

    [Fact]
    public void Should_Take_A_Method_Of_Ones_Own_And_Stay_As_It_Is()
    {
        using var scope = NewDisposeScope();
        var extended = Registry.With(new MergeMethodDescription("first", () => new MergeMethod("first", input => input.Tensors[0]), "mine"));

        using var merged = extended.Create("first").Merge(GoldenVectorInput());

        Assert.Equal(1, merged.item<float>());
        Assert.Throws<ArgumentException>(() => Registry["first"]);
        Assert.Equal(Registry.Methods.Count + 1, extended.Methods.Count);
    }

    private static MergeInput GoldenVectorInput() => new() { Name = "w", Tensors = [ones(1), zeros(1)], Weights = [0.5, 0.5] };
}
