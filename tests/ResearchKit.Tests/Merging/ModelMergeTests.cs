using ResearchKit.Connectivity;
using ResearchKit.Merging;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging;

public sealed class ModelMergeTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Should_Equal_The_Straight_Path_When_Two_Models_Are_Averaged(double lambda)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Model(1), Model(2));

        var merged = ModelMerge.Merge(MergeMethod.Average, [a, b], [1 - lambda, lambda]);

        var expected = Interpolation.Lerp(a, b, lambda);
        Assert.Equal(expected.Keys, merged.Keys);
        Assert.All(expected, pair => Assert.True(pair.Value.allclose(merged[pair.Key])));
    }

    [Fact]
    public void Should_Weigh_Equally_When_No_Weights_Are_Given()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor>[] models = [Model(1), Model(2), Model(3)];

        var merged = ModelMerge.Merge(MergeMethod.Average, models);

        Assert.True(((models[0]["w"] + models[1]["w"] + models[2]["w"]) / 3).allclose(merged["w"]));
    }

    [Fact]
    public void Should_Copy_Whole_Numbers_From_The_First_Model()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Model(1), Model(2));
        a["count"] = tensor(3L);
        b["count"] = tensor(9L);

        Assert.Equal(3, ModelMerge.Merge(MergeMethod.Average, [a, b])["count"].item<long>());
    }

    [Fact]
    public void Should_Give_The_Method_Name_Tensors_And_Weights_Of_Each_Tensor()
    {
        using var scope = NewDisposeScope();
        var seen = new List<MergeInput>();
        var method = new MergeMethod("second", input =>
        {
            seen.Add(input);
            return input.Tensors[1];
        });
        var (a, b) = (Model(1), Model(2));

        var merged = ModelMerge.Merge(method, [a, b], [0.25, 0.75]);

        Assert.Equal(["w", "b"], seen.Select(input => input.Name));
        Assert.All(seen, input => Assert.Equal([0.25, 0.75], input.Weights));
        merged["w"].zero_();
        Assert.True(b["w"].abs().sum().item<float>() > 0, "the merged tensor must not share memory with a model's");
    }

    [Fact]
    public void Should_Leave_No_Tensor_Behind_But_The_Result()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Model(1), Model(2));
        var before = scope.DisposablesCount;

        var merged = ModelMerge.Merge(MergeMethod.Average, [a, b]);

        Assert.Equal(before + merged.Count, scope.DisposablesCount);
    }

    [Fact]
    public void Should_Name_Method_And_Tensor_When_A_Shape_Is_Wrong()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<InvalidOperationException>(() => ModelMerge.Merge(new MergeMethod("flat", input => input.Tensors[0].flatten()), [Model(1), Model(2)]));

        Assert.Contains("'flat'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'w'", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Name_Method_And_Tensor_When_There_Is_No_Result()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<InvalidOperationException>(() => ModelMerge.Merge(new MergeMethod("nothing", _ => null!), [Model(1)]));

        Assert.Contains("'nothing'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(double.NaN, 1.0)]
    public void Should_Refuse_Weights_That_Are_Missing_Or_Not_Finite(params double[] weights)
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => ModelMerge.Merge(MergeMethod.Average, [Model(1), Model(2)], weights));
    }

    [Fact]
    public void Should_Refuse_Models_That_Differ()
    {
        using var scope = NewDisposeScope();
        var other = Model(2);
        other.Remove("b");

        Assert.Throws<ArgumentException>(() => ModelMerge.Merge(MergeMethod.Average, [Model(1), other]));
        Assert.Throws<ArgumentException>(() => ModelMerge.Merge(MergeMethod.Average, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Should_Refuse_A_Method_Without_Name(string name)
    {
        Assert.Throws<ArgumentException>(() => new MergeMethod(name, input => input.Average()));
    }

    [Fact]
    public void Should_Widen_Half_Precision_Once_When_A_Method_Sees_Whole_Models()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor>[] models = [.. new[] { 1f, 3f }.Select(value => new Dictionary<string, Tensor>
        {
            ["w"] = full([2, 3], value).to(ScalarType.BFloat16),
            ["count"] = tensor(7L),
            ["b"] = full([2], value),
        })];
        var method = new SeenTwice();

        var merged = ModelMerge.Merge(method, models);

        Assert.Equal(["w", "count", "b"], merged.Keys);
        Assert.Equal(ScalarType.BFloat16, merged["w"].dtype);
        Assert.Equal(2, merged["w"][0, 0].to(ScalarType.Float32).item<float>());
        Assert.All(method.Widened, tensor => Assert.True(tensor.IsInvalid));
        Assert.Equal(3, models[1]["b"][0].item<float>());
    }

    private static Dictionary<string, Tensor> Model(int seed)
    {
        using var generator = new Generator((ulong)seed);
        return new() { ["w"] = randn([2, 3], generator: generator), ["b"] = randn([2], generator: generator) };
    }

    /// <summary>Averages, and refuses tensors other than those that it was prepared with.</summary>
    private sealed class SeenTwice : IWholeModelMethod
    {
        public string Name => "seen twice";

        public List<Tensor> Widened { get; } = [];

        public IMergeMethod Prepare(IReadOnlyList<MergeInput> inputs)
        {
            Widened.AddRange(inputs.SelectMany(input => input.Tensors));
            return new MergeMethod(Name, input =>
            {
                Assert.All(input.Tensors, tensor => Assert.Contains(Widened, other => ReferenceEquals(tensor, other)));
                return input.Average();
            });
        }

        public Tensor Merge(MergeInput input) => input.Average();
    }
}
