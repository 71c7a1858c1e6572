using ResearchKit.Matching;
using ResearchKit.Permutations;
using ResearchKit.Tests.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class WeightMatchingTests
{
    // Sums of the same products in another order differ by rounding alone.
    private const double Rounding = 1e-10;

    public static TheoryData<string, ScalarType> Networks()
    {
        var data = new TheoryData<string, ScalarType>();
        foreach (var name in new[] { "mlp", "mlp-wide", "vgg", "vgg-batch", "vgg-layer", "resnet", "resnet-bottleneck", "resnet-grouped", "depthwise", "three-axes" })
        {
            data.Add(name, ScalarType.Float32);
            data.Add(name, ScalarType.Float64);
        }

        return data;
    }

    [Theory]
    [InlineData("mlp", ScalarType.Float64)]
    [InlineData("vgg", ScalarType.Float32)]
    [InlineData("resnet", ScalarType.Float64)]
    public void Should_Find_The_Same_Alignment_When_Duals_Are_Reused(string kind, ScalarType dtype)
    {
        var (spec, a, b) = Pair(kind, dtype);
        for (var seed = 1; seed <= 3; seed++)
        {
            var options = new WeightMatchingOptions { Seed = seed, Starts = 3 };
            var warm = WeightMatching.Match(spec, a, b, options);
            var cold = WeightMatching.Match(spec, a, b, options with { ReuseDuals = false });
            Assert.Equal(cold.Alignment, warm.Alignment);
            Assert.Equal(cold.StartObjectives, warm.StartObjectives);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Should_Equal_The_Plain_Version_When_Updated_Incrementally(string name, ScalarType dtype)
    {
        var (spec, a, b) = Pair(name, dtype);
        var options = new WeightMatchingOptions { Seed = 5, Starts = 3 };
        var fast = WeightMatching.Match(spec, a, b, options);
        var plain = WeightMatching.MatchPlainly(spec, a, b, options);
        Assert.Equal(plain.Alignment, fast.Alignment);
        Assert.Equal(plain.Sweeps, fast.Sweeps);
        Assert.Equal(plain.TotalSweeps, fast.TotalSweeps);
        Assert.Equal(plain.BestStart, fast.BestStart);
        Assert.All(plain.ObjectiveTrace.Zip(fast.ObjectiveTrace), pair => Assert.Equal(pair.First, pair.Second, Rounding * 100));
        Assert.True(fast.Converged);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Should_Report_True_Objective_And_Distances_When_Done(string name, ScalarType dtype)
    {
        var (spec, a, b) = Pair(name, dtype);
        var result = WeightMatching.Match(spec, a, b);
        var aligned = result.Alignment.Apply(b);
        var names = a.Keys.Where(key => !spec.Statistics.Contains(key)).ToList();
        var before = Math.Sqrt(names.Sum(key => Square(a[key] - b[key])));
        var after = Math.Sqrt(names.Sum(key => Square(a[key] - aligned[key])));
        Assert.Equal(before, result.DistanceBefore, 1e-5);
        Assert.Equal(after, result.DistanceAfter, 1e-5);
        Assert.True(after < before);
        Assert.Equal(1 - (after / before), result.DistanceReduction, 1e-5);

        // ‖a - pi(b)‖² = ‖a‖² + ‖b‖² - 2 f(pi) over the permuted tensors, so the gain of the objective is half the fall of the square.
        Assert.Equal((before * before) - (after * after), 2 * (result.Objective - result.ObjectiveTrace[0]), 1e-4);

        static double Square(Tensor tensor) => tensor.to(ScalarType.Float64).square().sum().ToDouble();
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Should_Never_Lose_When_Sweeping(string name, ScalarType dtype)
    {
        var (spec, a, b) = Pair(name, dtype);
        var trace = WeightMatching.Match(spec, a, b, new WeightMatchingOptions { Seed = 9 }).ObjectiveTrace;
        Assert.All(trace.Zip(trace.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.Equal(trace[^2], trace[^1]);
    }

    [Fact]
    public void Should_Return_Identity_When_Models_Are_Equal()
    {
        var (spec, a, _) = Pair("mlp-wide", ScalarType.Float32);
        var result = WeightMatching.Match(spec, a, a);
        Assert.True(result.Alignment.IsIdentity);
        Assert.Equal(1, result.Sweeps);
        Assert.Equal(0, result.DistanceBefore);
        Assert.Equal(0, result.DistanceReduction);
    }

    [Fact]
    public void Should_Converge_In_One_Solving_Sweep_When_There_Is_One_Hidden_Layer()
    {
        var (a, b) = (TestNetworks.Mlp([20, 30, 5], 1).StateDict, TestNetworks.Mlp([20, 30, 5], 2).StateDict);
        var result = WeightMatching.Match(PermutationSpecs.Mlp(a), a, b);
        Assert.Equal(2, result.Sweeps);
        Assert.True(result.Converged);
    }

    [Fact]
    public void Should_Recover_A_Planted_Permutation_When_Inputs_Are_Wide()
    {
        // Many inputs and several starts: single starts on narrow or residual networks may end in a local optimum.
        var a = TestNetworks.Mlp([128, 64, 64, 10], 3, ScalarType.Float32).StateDict;
        var spec = PermutationSpecs.Mlp(a);
        var planted = Alignment.Random(spec, 4);
        var result = WeightMatching.Match(spec, a, planted.Apply(a), new WeightMatchingOptions { Starts = 3 });
        Assert.Equal(planted.Inverse(), result.Alignment);
        Assert.Equal(0, result.DistanceAfter);
    }

    [Fact]
    public void Should_Never_Exceed_The_Planted_Objective_And_Reach_It_With_Starts_When_Residual()
    {
        var a = TestNetworks.ResNet(seed: 5, width: 8).StateDict;
        var spec = PermutationSpecs.ResNet(a);
        var planted = Alignment.Random(spec, 6);
        var b = planted.Apply(a);
        var optimum = ModelComparison.Measure(planted.Inverse(), a, b).Objective;
        var one = WeightMatching.Match(spec, a, b);
        var many = WeightMatching.Match(spec, a, b, new WeightMatchingOptions { Starts = 10 });
        Assert.True(one.Objective <= optimum * (1 + Rounding));
        Assert.True(many.Objective <= optimum * (1 + Rounding));
        Assert.True(many.Objective >= one.Objective);
        Assert.Equal(many.StartObjectives.Max(), many.Objective, Rounding * optimum);
        Assert.Equal(one.Objective, many.StartObjectives[0]);
        Assert.Equal(10, many.StartObjectives.Count);
    }

    [Fact]
    public void Should_Stay_Where_It_Is_When_Started_At_The_Planted_Permutation()
    {
        var a = TestNetworks.ResNet(seed: 7).StateDict;
        var spec = PermutationSpecs.ResNet(a);
        var planted = Alignment.Random(spec, 8);
        var result = WeightMatching.Match(spec, a, planted.Apply(a), new WeightMatchingOptions { WarmStart = planted.Inverse() });
        Assert.Equal(planted.Inverse(), result.Alignment);
        Assert.Equal(1, result.Sweeps);
    }

    [Fact]
    public void Should_Ignore_Running_Statistics_When_Matching()
    {
        var (spec, a, b) = Pair("resnet", ScalarType.Float32);
        var other = b.ToDictionary(pair => pair.Key, pair => spec.Statistics.Contains(pair.Key) ? pair.Value * 1000 : pair.Value);
        var plain = WeightMatching.Match(spec, a, b);
        var shifted = WeightMatching.Match(spec, a, other);
        Assert.Equal(plain.Alignment, shifted.Alignment);
        Assert.Equal(plain.Objective, shifted.Objective);
        Assert.Equal(plain.DistanceAfter, shifted.DistanceAfter);
    }

    [Fact]
    public void Should_Stop_At_Once_When_Only_Rounding_Is_Left_To_Gain()
    {
        // Every unit twice: swapping twins gains nothing but rounding, which an absolute tolerance takes for progress.
        var half = TestNetworks.Mlp([64, 40, 40, 10], 1, ScalarType.Float32).StateDict;
        var a = Doubled(half);
        var spec = PermutationSpecs.Mlp(a);
        var noisy = a.ToDictionary(pair => pair.Key, pair => pair.Value * (1 + 1e-7f));
        var result = WeightMatching.Match(spec, a, Alignment.Random(spec, 2).Apply(noisy), new WeightMatchingOptions { MaxSweeps = 50 });
        Assert.True(result.Converged);
        Assert.InRange(result.Sweeps, 2, 12);

        static Dictionary<string, Tensor> Doubled(Dictionary<string, Tensor> stateDict) => stateDict.ToDictionary(
            pair => pair.Key,
            pair => pair.Key switch
            {
                "fc0.weight" or "fc0.bias" or "fc1.bias" => cat([pair.Value, pair.Value], 0),
                "fc1.weight" => cat([cat([pair.Value, pair.Value], 0), cat([pair.Value, pair.Value], 0)], 1) / 2,
                "fc2.weight" => cat([pair.Value, pair.Value], 1) / 2,
                _ => pair.Value,
            });
    }

    [Fact]
    public void Should_Give_The_Same_Result_When_Repeated()
    {
        var (spec, a, b) = Pair("resnet-bottleneck", ScalarType.Float32);
        var options = new WeightMatchingOptions { Seed = 3, Starts = 2 };
        var first = WeightMatching.Match(spec, a, b, options);
        var second = WeightMatching.Match(spec, a, b, options);
        Assert.Equal(first.Alignment, second.Alignment);
        Assert.Equal(first.ObjectiveTrace, second.ObjectiveTrace);
    }

    [Fact]
    public void Should_Report_And_Stop_When_Asked()
    {
        var (spec, a, b) = Pair("mlp-wide", ScalarType.Float32);
        var reports = new List<ProgressReport>();
        var result = WeightMatching.Match(spec, a, b, null, new Recorder(reports));
        Assert.Equal(result.Sweeps, reports.Count);
        Assert.Equal("weight matching", reports[0].Stage);
        Assert.Throws<OperationCanceledException>(() => WeightMatching.Match(spec, a, b, null, null, new CancellationToken(canceled: true)));
        Assert.False(WeightMatching.Match(spec, a, b, new WeightMatchingOptions { MaxSweeps = 1 }).Converged);
    }

    [Fact]
    public void Should_Leave_No_Tensor_Behind_When_Done()
    {
        var (spec, a, b) = Pair("vgg-batch", ScalarType.Float32);
        using var scope = NewDisposeScope();
        WeightMatching.Match(spec, a, b);
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Should_Name_The_Tensor_When_A_Model_Does_Not_Fit()
    {
        var (spec, a, b) = Pair("mlp", ScalarType.Float32);
        var poisoned = new Dictionary<string, Tensor>(b) { ["fc1.weight"] = b["fc1.weight"] * float.NaN };
        Assert.Contains("'fc1.weight' of the candidate", Assert.Throws<ArgumentException>(() => WeightMatching.Match(spec, a, poisoned)).Message, StringComparison.Ordinal);
        var wider = TestNetworks.Mlp([4, 6, 5, 3], 2, ScalarType.Float32).StateDict;
        Assert.Contains("'fc2.weight' has shape [3, 5]", Assert.Throws<ArgumentException>(() => WeightMatching.Match(spec, wider, b)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightMatching.Match(spec, a, b, new WeightMatchingOptions { MaxSweeps = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightMatching.Match(spec, a, b, new WeightMatchingOptions { Starts = 0 }));
        Assert.Throws<ArgumentException>(() => WeightMatching.Match(spec, a, b, new WeightMatchingOptions { WarmStart = Alignment.Identity(PermutationSpecs.Mlp(TestNetworks.Mlp([2, 2, 2]).StateDict)) }));
    }

    internal static (PermutationSpec Spec, Dictionary<string, Tensor> A, Dictionary<string, Tensor> B) Pair(string name, ScalarType dtype)
    {
        var make = Maker(name, dtype);
        var (a, b) = (make(11).StateDict, make(12).StateDict);
        var spec = name switch
        {
            "depthwise" => PermutationSpec.Builder().Conv("a", 6).DepthwiseConv("b", 2).Conv("c", 9).Output("d").Build(),
            "three-axes" => new PermutationSpec(
                [new("g", 4), new("h", 5), new("k", 3)],
                [new("a.weight", [new("g"), null]), new("b.weight", [new("h"), null]), new("c.weight", [new("k"), null]), new("core", [new("h", 2), new("g", 3), new("k")])]),
            _ when name.StartsWith("mlp", StringComparison.Ordinal) => PermutationSpecs.Mlp(a),
            _ when name.StartsWith("vgg", StringComparison.Ordinal) => PermutationSpecs.Vgg(a),
            _ => PermutationSpecs.ResNet(a),
        };
        return (spec, a, b);
    }

    private static Func<int, TestNetwork> Maker(string name, ScalarType dtype) => name switch
    {
        "mlp" => seed => TestNetworks.Mlp([4, 6, 5, 2], seed, dtype),
        "mlp-wide" => seed => TestNetworks.Mlp([30, 40, 50, 40, 10], seed, dtype),
        "vgg" => seed => TestNetworks.Vgg("none", seed, dtype, width: 8),
        "vgg-batch" => seed => TestNetworks.Vgg("batch", seed, dtype),
        "vgg-layer" => seed => TestNetworks.Vgg("layer", seed, dtype),
        "resnet" => seed => TestNetworks.ResNet(false, seed, dtype, width: 8),
        "resnet-bottleneck" => seed => TestNetworks.ResNet(true, seed, dtype),
        "resnet-grouped" => seed => TestNetworks.ResNet(true, seed, dtype, groups: 2),
        "depthwise" => seed => TestNetwork.Create([1, 3, 4, 4], (net, x) => net.Linear("d", net.Conv("c", net.Conv("b", net.Conv("a", x, 6), 12, groups: 6), 9).mean([2, 3]), 3), seed, dtype),
        _ => seed => TestNetwork.Create(
            [1, 3],
            (net, x) =>
            {
                net.Get("a.weight", 4, 6);
                net.Get("b.weight", 5, 6);
                net.Get("c.weight", 3, 6);
                return net.Get("core", 10, 12, 3);
            },
            seed,
            dtype),
    };

    private sealed class Recorder(List<ProgressReport> reports) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => reports.Add(value);
    }
}
