using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Methods;

/// <summary>What goes wrong in other tools and must not here.</summary>
public sealed class MergeDefectTests
{
    [Theory]
    [InlineData("ties")]
    [InlineData("breadcrumbs")]
    [InlineData("breadcrumbs_ties")]
    [InlineData("sce")]
    public void Should_Keep_A_Value_When_A_Tensor_Is_Tiny(string name)
    {
        using var scope = NewDisposeScope();
        var parameters = name == "sce" ? new Dictionary<string, object> { ["select_topk"] = 0.1 } : new() { ["density"] = 0.1 };
        var input = new MergeInput { Name = "b", Tensors = [tensor(new[] { 3f, 1f }), tensor(new[] { 3.5f, 1f })], Weights = [.5, .5], Base = zeros(2) };

        var merged = MergeMethodRegistry.BuiltIn.Create(name, parameters).Merge(input);

        Assert.True(merged[0].item<float>() >= 3, $"the merged value is {merged[0].item<float>()}");
    }

    [Fact]
    public void Should_Drop_Nothing_At_The_Top_When_Gamma_Reaches_No_Value()
    {
        using var scope = NewDisposeScope();

        var merged = new BreadcrumbsMerge { Density = .5, Gamma = .01 }.Merge(GoldenVectors.Input("A", true, [1]));

        GoldenVectors.AssertClose(".10 −.20 .30 −.40 / .50 .60 −.63 .72 / −.81 .90 1.21 −1.32", merged);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("slerp")]
    [InlineData("nuslerp")]
    [InlineData("karcher")]
    public void Should_Refuse_When_The_Weights_Of_A_Mean_Cancel(string name)
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ArgumentException>(() => MergeMethodRegistry.BuiltIn.Create(name).Merge(GoldenVectors.Input("AB", false, [0, 0])));

        Assert.Contains("'w'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Give_The_Base_Model_When_Every_Weight_Is_Zero()
    {
        using var scope = NewDisposeScope();
        double[] expected = [.. GoldenVectors.Base.Select(value => (double)value)];

        GoldenVectors.AssertClose(expected, new TiesMerge { Density = .5 }.Merge(GoldenVectors.Input("AB", true, [0, 0])), 0);
        GoldenVectors.AssertClose(expected, new TaskArithmeticMerge().Merge(GoldenVectors.Input("AB", true, [0, 0])), 0);
        Assert.Throws<ArgumentException>(() => new TaskArithmeticMerge { Normalize = true }.Merge(GoldenVectors.Input("AB", true, [1, -1])));
    }

    [Fact]
    public void Should_Ignore_A_Model_When_Its_Weight_Is_Zero()
    {
        using var scope = NewDisposeScope();
        var alone = new TiesMerge { Density = .5 }.Merge(GoldenVectors.Input("A", true, [1]));

        var merged = new LinearMerge().Merge(GoldenVectors.Input("AB", false, [1, 0]));

        GoldenVectors.AssertClose([.. GoldenVectors.A.Select(value => (double)value)], merged, 0);
        GoldenVectors.AssertClose(".10 −.20 .30 −.40 / .50 .60 −.63 .72 / −.81 .90 1.21 −1.32", alone);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Should_Stay_Between_Base_And_Mean_When_Task_Vectors_Oppose_Each_Other(bool filterWise)
    {
        using var scope = NewDisposeScope();
        var input = GoldenVectors.Input("AC", true);
        var basis = input.RequireBase();
        var reach = ((input.Tensors[0] + input.Tensors[1]) / 2) - basis;

        var moved = new ModelStockMerge { FilterWise = filterWise }.Merge(input) - basis;

        Assert.True((moved * reach).ge(-1e-7).all().item<bool>(), "pulled away from the models");
        Assert.True(moved.abs().le(reach.abs() + 1e-6).all().item<bool>(), "pulled past the models");
    }

    [Fact]
    public void Should_Report_Cosine_And_Ratio_When_Asked()
    {
        using var scope = NewDisposeScope();
        var told = new List<MergeDiagnostic>();

        new ModelStockMerge { Clamp = false }.Merge(GoldenVectors.Input("AX", true) with { Diagnostics = told.Add });

        Assert.Equal(["cosine", "ratio"], told.Select(diagnostic => diagnostic.Name));
        Assert.InRange(told[0].Value, .9696677 - 2e-6, .9696677 + 2e-6);
    }

    [Fact]
    public void Should_Keep_The_Length_When_Tensors_Are_Nearly_Opposite()
    {
        using var scope = NewDisposeScope();
        var input = new MergeInput { Name = "w", Tensors = [tensor(new[] { 1f, 0.01f }), tensor(new[] { -1f, 0.01f })], Weights = [.5, .5] };

        Assert.Equal(1, new SlerpMerge().Merge(input).norm().ToDouble(), 3);
    }

    [Fact]
    public void Should_Take_The_Line_When_There_Is_No_Arc()
    {
        using var scope = NewDisposeScope();
        var opposite = new MergeInput { Name = "w", Tensors = [tensor(new[] { 1f, 2f }), tensor(new[] { -1f, -2f })], Weights = [.75, .25] };
        var zero = opposite with { Tensors = [zeros(2), tensor(new[] { -1f, -2f })] };

        foreach (var method in new IMergeMethod[] { new SlerpMerge(), new NuSlerpMerge(), new NuSlerpMerge { Vectors = SlerpVectors.LastAxis } })
        {
            GoldenVectors.AssertClose([.5, 1], method.Merge(opposite), 1e-6);
            Assert.True(method.Merge(zero).isfinite().all().item<bool>(), method.Name);
        }

        GoldenVectors.AssertClose([0, 0], new MultiSlerpMerge().Merge(opposite with { Weights = [1, 1] }), 1e-6);
        Assert.True(new MultiSlerpMerge().Merge(zero).isfinite().all().item<bool>());
    }

    [Fact]
    public void Should_Refuse_Many_Directions_That_Cancel()
    {
        using var scope = NewDisposeScope();
        var input = new MergeInput { Name = "w", Tensors = [tensor(new[] { 1f, 0f }), tensor(new[] { -1f, 0f }), zeros(2)], Weights = [1, 1, 1] };

        Assert.Throws<ArgumentException>(() => new MultiSlerpMerge().Merge(input));
    }

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public void Should_Round_Once_And_Change_No_Model_When_Models_Are_Half_Precision(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        Dictionary<string, Tensor> Model() => new() { ["w"] = randn([64, 64], generator: generator).to(type) };
        var (first, second) = (Model(), Model());
        var before = first["w"].clone();

        var merged = ModelMerge.Merge(new LinearMerge(), [first, second], [.6180339887, .3819660113])["w"];

        var exact = (first["w"].to(ScalarType.Float64) * .6180339887) + (second["w"].to(ScalarType.Float64) * .3819660113);
        Assert.Equal(type, merged.dtype);
        Assert.True(before.equal(first["w"]).all().item<bool>(), "a model was written to");
        var wrong = merged.ne(exact.to(ScalarType.Float32).to(type)).sum().item<long>();
        Assert.True(wrong <= 4, $"{wrong} of 4096 elements are not the nearest to the exact mean"); // float32 before the last rounding may fall on the other side of the middle
    }

    [Fact]
    public void Should_Slerp_Incoming_Weights_Of_A_Unit_When_Vectors_Are_Along_The_Last_Axis()
    {
        using var scope = NewDisposeScope();
        var input = new MergeInput { Name = "w", Tensors = [tensor(new[] { 1f, 0f, 0f, 2f }, 2, 2), tensor(new[] { 0f, 1f, 0f, 2f }, 2, 2)], Weights = [.5, .5] };

        var merged = new NuSlerpMerge { Vectors = SlerpVectors.LastAxis }.Merge(input);

        GoldenVectors.AssertClose([Math.Sqrt(.5), Math.Sqrt(.5), 0, 2], merged, 1e-6);
    }

    [Theory]
    [InlineData("slerp", 3, false)]
    [InlineData("nearswap", 2, true)]
    [InlineData("passthrough", 2, false)]
    [InlineData("model_stock", 1, true)]
    public void Should_Say_How_Many_Models_A_Method_Takes(string name, int models, bool withBase)
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ArgumentException>(() => MergeMethodRegistry.BuiltIn.Create(name).Merge(GoldenVectors.Input("ABC"[..models], withBase)));

        Assert.Contains($"{models} models", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Name_The_Tensor_When_A_Base_Model_Is_Missing()
    {
        using var scope = NewDisposeScope();

        foreach (var method in MergeMethodRegistry.BuiltIn.Methods.Where(method => method.BaseModel == BaseModelUse.Required))
        {
            var models = "ABC"[..(method.MostModels ?? 2)];
            Assert.Contains("'w'", Assert.Throws<ArgumentException>(() => method.Create().Merge(GoldenVectors.Input(models, false))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Should_Merge_Any_Shape()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        long[][] shapes = [[], [1], [0], [5], [4, 1], [1, 4], [2, 3, 3, 3]];
        foreach (var method in MergeMethodRegistry.BuiltIn.Methods)
        {
            foreach (var shape in shapes)
            {
                Tensor[] tensors = [.. Enumerable.Range(0, method.MostModels ?? 3).Select(_ => randn(shape, generator: generator))];
                var input = new MergeInput { Name = "w", Tensors = tensors, Weights = [.. tensors.Select(_ => 1.0)], Base = randn(shape, generator: generator), Seed = 1 };

                var merged = method.Create().Merge(input);

                Assert.Equal(shape, merged.shape);
                Assert.True(merged.isfinite().all().item<bool>(), $"{method.Name} of [{string.Join(", ", shape)}]");
            }
        }
    }
}
