using ResearchKit.Matching;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

/// <summary>The two hand-made examples of Ainsworth, Hayase and Srinivasa (2023), appendices A.6 and A.7.</summary>
public sealed class MicroNetworkTests
{
    private const double Epsilon = 0.1;

    private static readonly Permutation Swap = new([1, 0]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Should_Find_The_Swap_That_A_Greedy_Pass_Misses_When_Sweeping_In_Any_Order(int seed)
    {
        var (a, b) = GreedyPair();
        var spec = PermutationSpecs.Mlp(a);
        var result = WeightMatching.Match(spec, a, b, new WeightMatchingOptions { Seed = seed });
        Assert.Equal(Swap, result.Alignment["fc0"]);
        Assert.Equal(Swap, result.Alignment["fc1"]);
        Assert.Equal(1 + (Epsilon / 2), LinearFunction(Midpoint(a, result.Alignment.Apply(b))), 1e-12);
    }

    [Fact]
    public void Should_Match_The_Stated_Midpoint_When_One_Greedy_Pass_Keeps_The_Identity()
    {
        // Greedy in layer order: layer 1 from W1 alone, then layer 2 from W2 with layer 1 fixed.
        var (a, b) = GreedyPair();
        var first = a["fc0.weight"].matmul(b["fc0.weight"].t());
        Assert.True(first[0, 0].ToDouble() + first[1, 1].ToDouble() >= first[0, 1].ToDouble() + first[1, 0].ToDouble());
        var second = a["fc1.weight"].matmul(b["fc1.weight"].t());
        Assert.True(second[0, 0].ToDouble() + second[1, 1].ToDouble() >= second[0, 1].ToDouble() + second[1, 0].ToDouble());
        Assert.Equal((1 + ((1 + Epsilon) * (1 + Epsilon))) / 4, LinearFunction(Midpoint(a, b)), 1e-12);
        Assert.Equal(1, LinearFunction(a), 1e-12);
        Assert.Equal(1 + Epsilon, LinearFunction(b), 1e-12);
    }

    [Theory]
    [InlineData(false, false, 0.749)]
    [InlineData(true, false, 0.750)]
    [InlineData(false, true, 0.749)]
    [InlineData(true, true, 0.750)]
    public void Should_Keep_A_Barrier_Under_Every_Permutation_When_The_Networks_Are_The_Counterexample(bool swapFirst, bool swapSecond, double accuracy)
    {
        var (a, b) = Counterexample();
        var spec = PermutationSpecs.Mlp(a);
        var alignment = new Alignment(spec, [new("fc0", swapFirst ? Swap : Permutation.Identity(2)), new("fc1", swapSecond ? Swap : Permutation.Identity(2))]);
        Assert.Equal(1, Accuracy(a), 1e-12);
        Assert.Equal(1, Accuracy(alignment.Apply(b)), 1e-12);
        Assert.Equal(accuracy, Accuracy(Midpoint(a, alignment.Apply(b))), 0.0005);
    }

    private static (Dictionary<string, Tensor> A, Dictionary<string, Tensor> B) GreedyPair()
    {
        var first = tensor(new double[,] { { 1 }, { 1 + Epsilon } });
        var a = new Dictionary<string, Tensor>
        {
            ["fc0.weight"] = first,
            ["fc1.weight"] = tensor(new double[,] { { 1, 0 }, { 0, Epsilon } }),
            ["fc2.weight"] = tensor(new double[,] { { 1, 0 } }),
        };
        var b = new Dictionary<string, Tensor>
        {
            ["fc0.weight"] = first.clone(),
            ["fc1.weight"] = tensor(new double[,] { { 0, 0 }, { 0, 1 } }),
            ["fc2.weight"] = tensor(new double[,] { { 0, 1 } }),
        };
        return (a, b);
    }

    /// <summary>Weights in libtorch's (out, in) layout; the appendix writes (in, out).</summary>
    private static (Dictionary<string, Tensor> A, Dictionary<string, Tensor> B) Counterexample() => (
        Network(new double[,] { { -1, 0 }, { 0, -1 } }, [1, 0], new double[,] { { -1, 0 }, { 0, 1 } }, [1, 0]),
        Network(new double[,] { { 1, 0 }, { 0, 1 } }, [0, 1], new double[,] { { 1, 0 }, { 0, -1 } }, [0, 1]));

    private static Dictionary<string, Tensor> Network(double[,] first, double[] firstBias, double[,] second, double[] secondBias) => new()
    {
        ["fc0.weight"] = tensor(first),
        ["fc0.bias"] = tensor(firstBias),
        ["fc1.weight"] = tensor(second),
        ["fc1.bias"] = tensor(secondBias),
        ["fc2.weight"] = tensor(new double[,] { { -1, -1 } }),
        ["fc2.bias"] = tensor(new double[] { 0 }),
    };

    private static Dictionary<string, Tensor> Midpoint(Dictionary<string, Tensor> a, Dictionary<string, Tensor> b) => a.ToDictionary(pair => pair.Key, pair => (pair.Value + b[pair.Key]) / 2);

    private static double LinearFunction(Dictionary<string, Tensor> network) => network["fc2.weight"].matmul(network["fc1.weight"]).matmul(network["fc0.weight"]).ToDouble();

    private static double Accuracy(Dictionary<string, Tensor> network)
    {
        var axis = arange(-200, 201, dtype: ScalarType.Float64) / 200; // exact at 0, on the edge of the classes
        var x1 = axis.repeat_interleave(401);
        var x2 = axis.repeat(401);
        var z = stack([x1, x2], 1); // (points, 2)
        z = (z.matmul(network["fc0.weight"].t()) + network["fc0.bias"]).relu();
        z = (z.matmul(network["fc1.weight"].t()) + network["fc1.bias"]).relu();
        z = z.matmul(network["fc2.weight"].t()) + network["fc2.bias"];
        var expected = x1.le(0).logical_and(x2.ge(0));
        return z.squeeze(1).ge(0).eq(expected).to(ScalarType.Float64).mean().ToDouble();
    }
}
