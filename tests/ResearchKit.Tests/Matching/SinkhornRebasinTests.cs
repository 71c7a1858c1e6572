using ResearchKit.Matching;
using ResearchKit.Permutations;
using ResearchKit.Tests.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class SinkhornRebasinTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Fact]
    public void Should_Recover_A_Planted_Permutation_When_Weights_Are_Matched()
    {
        var a = TestNetworks.Mlp([60, 16, 12, 5], 3, ScalarType.Float32).StateDict;
        var spec = PermutationSpecs.Mlp(a);
        var planted = Alignment.Random(spec, 4);
        var result = SinkhornRebasin.MatchWeights(spec, a, planted.Apply(a), new SinkhornRebasinOptions { Steps = 200 });
        Assert.True(result.Exact, $"distance {result.DistanceAfter} of {result.DistanceBefore}");
        Assert.Equal(planted.Inverse(), result.Alignment);
        Assert.True(result.Steps < 200);
        Assert.Equal(0, result.DistanceAfter);
    }

    [Theory]
    [InlineData("vgg-batch")]
    [InlineData("resnet-bottleneck")]
    public void Should_Shorten_The_Distance_When_Networks_Are_Convolutional(string network)
    {
        var (spec, a, b) = WeightMatchingTests.Pair(network, ScalarType.Float32);
        var result = SinkhornRebasin.MatchWeights(spec, a, b, new SinkhornRebasinOptions { Steps = 60 });
        Assert.True(result.DistanceAfter < result.DistanceBefore);
        Assert.Equal(result.HardLossTrace.Min(), result.DistanceAfter, 1e-9);
        Assert.Equal(result.HardLossTrace[result.BestStep], result.DistanceAfter, 1e-9);
        Assert.True(result.SoftLossTrace[^1] < result.SoftLossTrace[0]);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(null)]
    public void Should_Lower_The_Loss_Of_The_Merged_Model_When_Searching_On_Data(double? lambda)
    {
        var result = SinkhornRebasin.MatchLoss(models.Spec, models.States[0], models.States[1], models.Loss, new SinkhornRebasinOptions { Steps = 60, Lambda = lambda });
        Assert.True(result.HardLossTrace[result.BestStep] < result.HardLossTrace[0] / 1.5, string.Join(' ', result.HardLossTrace));
        Assert.True(models.Barrier(models.States[0], result.Alignment.Apply(models.States[1])) < models.Barrier(models.States[0], models.States[1]));
        Assert.Equal(60, result.SoftLossTrace.Count);
        Assert.Equal(61, result.HardLossTrace.Count);
    }

    [Fact]
    public void Should_Be_Doubly_Stochastic_When_Normalised()
    {
        var spec = PermutationSpec.Builder().Linear("a", 9).Output("b").Build();
        var soft = new SoftPermutations(spec, ScalarType.Float64, new SinkhornRebasinOptions { Iterations = 200 }).Normalise()["a"];
        Assert.InRange((soft.sum(0L) - 1).abs().max().ToDouble(), 0, 1e-12);
        Assert.InRange((soft.sum(1L) - 1).abs().max().ToDouble(), 0, 1e-12);
        Assert.True(soft.gt(0).all().ToBoolean());
    }

    [Fact]
    public void Should_Equal_Hard_Permutations_When_Soft_Ones_Are_Sharp()
    {
        var (spec, a, _) = WeightMatchingTests.Pair("resnet-grouped", ScalarType.Float64);
        var alignment = Alignment.Random(spec, 5);
        var soft = spec.Groups.Keys.ToDictionary(group => group, group => alignment[group].ToMatrix(ScalarType.Float64));
        var applied = new SoftPermutations(spec, ScalarType.Float64, new SinkhornRebasinOptions()).Apply(soft, a);
        var expected = alignment.Apply(a);
        Assert.All(expected, pair => Assert.True(pair.Value.to(ScalarType.Float64).Equals(applied[pair.Key].to(ScalarType.Float64)), pair.Key));
    }

    [Fact]
    public void Should_Agree_With_Finite_Differences_When_Differentiated()
    {
        var (spec, a, b) = WeightMatchingTests.Pair("vgg-batch", ScalarType.Float64);
        var soft = new SoftPermutations(spec, ScalarType.Float64, new SinkhornRebasinOptions { Temperature = 0.7 });
        var distance = new WeightDistance(spec, a, b);
        var group = spec.Groups.Keys.First();
        var scores = soft.Scores[group];
        var gradient = autograd.grad([distance.Soft(soft.Apply(soft.Normalise(), b), 0).Differentiable], [scores])[0];
        const double Step = 1e-5;
        for (var entry = 0; entry < 5; entry++)
        {
            Assert.Equal((Shifted(entry, Step) - Shifted(entry, -Step)) / (2 * Step), gradient[entry % 4, entry / 2].ToDouble(), 1e-8);
        }

        double Shifted(int entry, double by)
        {
            using var frozen = no_grad();
            scores[entry % 4, entry / 2].add_(by);
            var value = distance.Soft(soft.Apply(soft.Normalise(), b), 0).Value;
            scores[entry % 4, entry / 2].sub_(by);
            return value;
        }
    }

    [Fact]
    public void Should_Give_The_Same_Result_When_Repeated()
    {
        var (spec, a, b) = WeightMatchingTests.Pair("mlp", ScalarType.Float32);
        var options = new SinkhornRebasinOptions { Steps = 10, Seed = 3 };
        var (first, second) = (SinkhornRebasin.MatchWeights(spec, a, b, options), SinkhornRebasin.MatchWeights(spec, a, b, options));
        Assert.Equal(first.Alignment, second.Alignment);
        Assert.Equal(first.SoftLossTrace, second.SoftLossTrace);
    }

    [Fact]
    public void Should_Leave_No_Tensor_Behind_When_Done()
    {
        var (spec, a, b) = WeightMatchingTests.Pair("mlp", ScalarType.Float32);
        using var scope = NewDisposeScope();
        SinkhornRebasin.MatchWeights(spec, a, b, new SinkhornRebasinOptions { Steps = 2 });
        SinkhornRebasin.MatchLoss(models.Spec, models.States[0], models.States[1], models.Loss, new SinkhornRebasinOptions { Steps = 2 });
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Should_Refuse_When_Options_Are_Out_Of_Range()
    {
        var (spec, a, b) = WeightMatchingTests.Pair("mlp", ScalarType.Float32);
        Assert.Throws<ArgumentOutOfRangeException>(() => SinkhornRebasin.MatchWeights(spec, a, b, new SinkhornRebasinOptions { Temperature = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SinkhornRebasin.MatchWeights(spec, a, b, new SinkhornRebasinOptions { Iterations = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SinkhornRebasin.MatchWeights(spec, a, b, new SinkhornRebasinOptions { Lambda = 0 }));
        Assert.Throws<OperationCanceledException>(() => SinkhornRebasin.MatchWeights(spec, a, b, cancellationToken: new CancellationToken(canceled: true)));
    }
}
