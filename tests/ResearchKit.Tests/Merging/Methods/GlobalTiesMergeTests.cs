using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Methods;

public sealed class GlobalTiesMergeTests
{
    [Theory]
    [InlineData(0.2, 1.0)]
    [InlineData(0.5, 0.7)]
    [InlineData(1.0, 0.3)]
    public void Should_Equal_The_Plain_Form_Over_All_Parameters(double density, double lambda)
    {
        using var scope = NewDisposeScope();
        var basis = State(1, 1);
        var models = Enumerable.Range(2, 3).Select(seed => State(seed, 0.1).ToDictionary(pair => pair.Key, pair => pair.Value + basis[pair.Key])).ToArray();
        var method = new GlobalTiesMerge { Density = density, Lambda = lambda };

        var merged = ModelMerge.Merge(method, models, options: new ModelMergeOptions { Base = basis });

        var expected = Plain([.. models.Select(model => Flat(model, basis))], density, lambda);
        var actual = Flat(merged, basis);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5);
        }
    }

    [Fact]
    public void Should_Take_Everything_From_A_Tensor_That_Hardly_Moved()
    {
        using var scope = NewDisposeScope();
        var basis = new Dictionary<string, Tensor> { ["moved"] = zeros(10), ["still"] = zeros(10) };
        var model = new Dictionary<string, Tensor> { ["moved"] = arange(1, 11).to(ScalarType.Float32), ["still"] = full(10, 0.01f) };

        var merged = ModelMerge.Merge(new GlobalTiesMerge { Density = 0.5 }, [model], [1], new ModelMergeOptions { Base = basis });

        Assert.Equal(0, merged["still"].abs().max().ToDouble());
        Assert.Equal(1, merged["moved"].min().ToDouble());
    }

    [Fact]
    public void Should_Give_The_Same_Bits_When_The_Models_Are_Listed_In_Another_Order()
    {
        using var scope = NewDisposeScope();
        var (basis, a, b) = (State(1, 1), State(2, 1), State(3, 1));
        var options = new ModelMergeOptions { Base = basis };

        var first = ModelMerge.Merge(new GlobalTiesMerge(), [a, b], [0.7, 0.3], options);
        var second = ModelMerge.Merge(new GlobalTiesMerge(), [b, a], [0.3, 0.7], options);

        Assert.All(first, pair => Assert.True(pair.Value.Equals(second[pair.Key])));
    }

    [Fact]
    public void Should_Be_Refused_When_There_Is_No_Base_Model()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ArgumentException>(() => ModelMerge.Merge(new GlobalTiesMerge(), [State(1, 1)]));

        Assert.Contains("base model", error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> State(int seed, double scale)
    {
        using var generator = new Generator((ulong)seed);
        return new() { ["a"] = randn([7, 5], generator: generator) * scale, ["b"] = randn(11, generator: generator) * scale * 3, ["c"] = randn([2, 3, 4], generator: generator) * scale };
    }

    private static double[] Flat(Dictionary<string, Tensor> model, Dictionary<string, Tensor> basis) =>
        [.. model.Keys.SelectMany(name => (model[name] - basis[name]).flatten().to(ScalarType.Float64).data<double>().ToArray())];

    private static double[] Plain(double[][] deltas, double density, double lambda)
    {
        var kept = (int)Math.Floor(density * deltas[0].Length * (1 + 1e-12));
        double[][] trimmed = [.. deltas.Select(delta =>
        {
            var threshold = delta.Select(Math.Abs).OrderDescending().ElementAt(kept - 1);
            return delta.Select(value => Math.Abs(value) >= threshold ? value : 0).ToArray();
        })];
        int[] signs = [.. deltas[0].Select((_, i) => Math.Sign(trimmed.Sum(delta => delta[i])))];
        var majority = signs.Sum() >= 0 ? 1 : -1;
        return [.. signs.Select((sign, i) =>
        {
            double[] agree = [.. trimmed.Select(delta => delta[i]).Where(value => Math.Sign(value) == (sign == 0 ? majority : sign))];
            return agree.Length == 0 ? 0 : lambda * agree.Average();
        })];
    }
}
