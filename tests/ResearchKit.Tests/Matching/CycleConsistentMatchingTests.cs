using ResearchKit.Matching;
using ResearchKit.Permutations;
using ResearchKit.Tests.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class CycleConsistentMatchingTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Fact]
    public void Should_Undo_The_Permutations_When_Models_Are_Permuted_Copies()
    {
        using var scope = NewDisposeScope();
        var a = TestNetworks.Mlp([64, 24, 24, 6], 3).StateDict;
        var spec = PermutationSpecs.Mlp(a);
        var planted = Enumerable.Range(1, 3).Select(seed => Alignment.Random(spec, seed)).ToList();
        var result = CycleConsistentMatching.Match(spec, [.. planted.Select(alignment => alignment.Apply(a))]);
        Assert.True(result.Converged);
        Assert.Equal(planted[0].Compose(result.Alignments[0]), planted[1].Compose(result.Alignments[1]));
        Assert.Equal(planted[0].Compose(result.Alignments[0]), planted[2].Compose(result.Alignments[2]));
        Assert.Equal(planted[1].Inverse().Compose(planted[0]), result.Pair(0, 1));
    }

    [Fact]
    public void Should_Lead_Back_Round_Every_Cycle_When_Pairs_Matched_One_By_One_Do_Not()
    {
        using var scope = NewDisposeScope();
        var result = CycleConsistentMatching.Match(models.Spec, models.States);
        Assert.Equal(0, CycleConsistency.DisplacedShare(result.Pair(1, 2), result.Pair(0, 1), result.Pair(2, 0)));
        Assert.All(CycleConsistency.DisplacedUnits(result.Pair(2, 1), result.Pair(0, 2), result.Pair(1, 0)), pair => Assert.Equal(0, pair.Value));
        Assert.True(result.Pair(1, 1).IsIdentity);

        Alignment Alone(int reference, int candidate) => WeightMatching.Match(models.Spec, models.States[reference], models.States[candidate]).Alignment;
        Assert.True(CycleConsistency.DisplacedShare(Alone(1, 2), Alone(0, 1), Alone(2, 0)) > 0.1);
    }

    [Theory]
    [InlineData(UniverseStart.Identity)]
    [InlineData(UniverseStart.PerturbedUniform)]
    public void Should_Never_Lose_And_Merge_Better_Than_The_Plain_Mean_When_Models_Are_Trained(UniverseStart start)
    {
        using var scope = NewDisposeScope();
        var result = CycleConsistentMatching.Match(models.Spec, models.States, new CycleConsistentOptions { Start = start, Seed = 3 });
        Assert.All(result.ObjectiveTrace.Zip(result.ObjectiveTrace.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.True(result.Objective > result.ObjectiveBefore);
        Assert.True(result.Gap >= 0);
        var plain = ResearchKit.Connectivity.Interpolation.Average([.. models.States]);
        var (merged, naive) = (models.Loss.Evaluate(result.Merged), models.Loss.Evaluate(plain));
        Assert.True(merged.Loss < naive.Loss, $"{start}: merged {merged}, naive {naive}");
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("vgg")]
    [InlineData("resnet")]
    public void Should_Have_The_Gradient_Of_Its_Value_When_Differentiated_Numerically(string kind)
    {
        using var scope = NewDisposeScope();
        var states = Enumerable.Range(1, 3).Select(seed => Network(kind, seed)).ToList();
        var spec = kind switch { "mlp" => PermutationSpecs.Mlp(states[0]), "vgg" => PermutationSpecs.Vgg(states[0]), _ => PermutationSpecs.ResNet(states[0]) };
        var objective = new UniverseObjective(spec, states, ScalarType.Float64);
        using var generator = new Generator(5);
        var soft = states.Select(_ => spec.Groups.ToDictionary(pair => pair.Key, pair => rand([pair.Value, pair.Value], dtype: ScalarType.Float64, generator: generator))).ToArray();
        var gradient = objective.Gradient(soft);
        foreach (var group in spec.Groups.Keys)
        {
            var step = randn(soft[1][group].shape, dtype: ScalarType.Float64, generator: generator) * 1e-5;
            var expected = (gradient[1][group] * step).sum().item<double>();
            var original = soft[1][group];
            soft[1][group] = original + step;
            var up = objective.Value(soft);
            soft[1][group] = original - step;
            var down = objective.Value(soft);
            soft[1][group] = original;
            Assert.Equal(expected, (up - down) / 2, 1e-4 * Math.Abs(expected) + 1e-9);
        }
    }

    [Fact]
    public void Should_Value_Permutations_As_The_Inner_Products_Do_When_Matrices_Are_Hard()
    {
        using var scope = NewDisposeScope();
        var objective = new UniverseObjective(models.Spec, models.States, ScalarType.Float64);
        Alignment[] alignments = [.. Enumerable.Range(4, 3).Select(seed => Alignment.Random(models.Spec, seed))];
        var expected = 0.0;
        for (var p = 0; p < 3; p++)
        {
            for (var q = p + 1; q < 3; q++)
            {
                var (first, second) = (alignments[p].Apply(models.States[p]), alignments[q].Apply(models.States[q]));
                expected += models.Spec.Axes.Where(pair => pair.Value.Any(axis => axis is not null)).Sum(pair => (first[pair.Key] * second[pair.Key]).sum(ScalarType.Float64).item<double>());
            }
        }

        var value = objective.Value([.. alignments.Select(alignment => alignment.Permutations.ToDictionary(pair => pair.Key, pair => pair.Value.ToMatrix(ScalarType.Float64)))]);
        Assert.Equal(expected, value, 1e-6 * Math.Abs(expected) + 1e-6);
    }

    [Fact]
    public void Should_Be_The_Same_Twice_And_Leave_Only_The_Merged_Model_Behind_When_Run_Again()
    {
        using var scope = NewDisposeScope();
        var options = new CycleConsistentOptions { Start = UniverseStart.PerturbedUniform, Seed = 9, MaxIterations = 6 };
        var first = CycleConsistentMatching.Match(models.Spec, models.States, options);
        Assert.Equal(first.Merged.Count, scope.DisposablesCount);
        var second = CycleConsistentMatching.Match(models.Spec, models.States, options);
        Assert.Equal(first.Alignments, second.Alignments);
        Assert.Equal(first.ObjectiveTrace, second.ObjectiveTrace);
    }

    [Fact]
    public void Should_Refuse_When_Models_Or_Options_Do_Not_Fit()
    {
        Assert.Throws<ArgumentException>(() => CycleConsistentMatching.Match(models.Spec, [models.States[0]]));
        Assert.Throws<ArgumentException>(() => CycleConsistentMatching.Match(models.Spec, [models.States[0], TestNetworks.Mlp([2, 3, 4]).StateDict]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CycleConsistentMatching.Match(models.Spec, models.States, new CycleConsistentOptions { Patience = 0 }));
        Assert.Throws<OperationCanceledException>(() => CycleConsistentMatching.Match(models.Spec, models.States, cancellationToken: new CancellationToken(canceled: true)));
        Assert.Throws<ArgumentException>(() => CycleConsistency.DisplacedShare());
    }

    [Fact]
    public void Should_Find_The_Peak_When_The_Line_Is_A_Polynomial()
    {
        var (place, gain) = new LinePolynomial(4).Best(1, x => 1 + x - (x * x * x * x), 1000);
        Assert.Equal(Math.Cbrt(0.25), place, 1e-3);
        Assert.Equal(0.75 * Math.Cbrt(0.25), gain, 1e-5);
        Assert.Equal((0.0, 0.0), new LinePolynomial(2).Best(5, x => 5 - x, 1000));
        Assert.Equal((1.0, 2.0), new LinePolynomial(2).Best(5, x => 5 + (2 * x), 1000));
    }

    private static Dictionary<string, Tensor> Network(string kind, int seed) => kind switch
    {
        "mlp" => TestNetworks.Mlp([5, 6, 7, 3], seed).StateDict,
        "vgg" => TestNetworks.Vgg("batch", seed).StateDict,
        _ => TestNetworks.ResNet(seed: seed).StateDict,
    };
}
