using ResearchKit.Matching;
using ResearchKit.Permutations;
using ResearchKit.Tests.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class MergeManyTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Fact]
    public void Should_Undo_The_Permutations_When_Models_Are_Permuted_Copies()
    {
        var a = TestNetworks.Mlp([128, 40, 40, 10], 3, ScalarType.Float32).StateDict;
        var spec = PermutationSpecs.Mlp(a);
        var planted = Enumerable.Range(1, 3).Select(seed => Alignment.Random(spec, seed)).ToList();
        var result = MergeMany.Merge(spec, [.. planted.Select(alignment => alignment.Apply(a))]);
        Assert.True(result.Converged);
        Assert.Equal(0, result.DispersionTrace[^1], 1e-6);
        Assert.Equal(planted[0].Compose(result.Alignments[0]), planted[1].Compose(result.Alignments[1]));
        Assert.Equal(planted[0].Compose(result.Alignments[0]), planted[2].Compose(result.Alignments[2]));
        var expected = planted[0].Compose(result.Alignments[0]).Apply(a);
        Assert.All(result.Merged, pair => Assert.True(pair.Value.allclose(expected[pair.Key]), pair.Key));
    }

    [Fact]
    public void Should_Never_Disperse_When_Passing_And_Merge_Better_Than_The_Plain_Mean()
    {
        var result = MergeMany.Merge(models.Spec, models.States, new MergeManyOptions { Seed = 1 });
        Assert.All(result.DispersionTrace.Zip(result.DispersionTrace.Skip(1)), pair => Assert.True(pair.Second <= pair.First * (1 + 1e-9)));
        Assert.True(result.DispersionTrace[^1] < result.DispersionTrace[0]);
        var plain = models.States[0].Keys.ToDictionary(name => name, name => (models.States[0][name] + models.States[1][name] + models.States[2][name]) / 3);
        Assert.True(models.Loss.Evaluate(result.Merged).Loss < models.Loss.Evaluate(plain).Loss);
        var mean = models.States[0].Keys.ToDictionary(name => name, name => Enumerable.Range(0, 3).Select(i => result.Alignments[i].Apply(models.States[i])[name]).Aggregate((x, y) => x + y) / 3);
        Assert.All(mean, pair => Assert.True(pair.Value.allclose(result.Merged[pair.Key]), pair.Key));
    }

    [Fact]
    public void Should_Take_Counters_From_The_First_And_Keep_Types_When_Averaging()
    {
        var (spec, a, b) = WeightMatchingTests.Pair("resnet", ScalarType.Float32);
        var other = new Dictionary<string, Tensor>(b) { ["bn1.num_batches_tracked"] = tensor(9L) };
        var result = MergeMany.Merge(spec, [a, other], new MergeManyOptions { MaxPasses = 2 });
        Assert.Equal(3L, result.Merged["bn1.num_batches_tracked"].ToInt64());
        Assert.Equal(ScalarType.Float32, result.Merged["conv1.weight"].dtype);
        Assert.Equal(a.Keys, result.Merged.Keys);
    }

    [Fact]
    public void Should_Leave_Only_The_Merged_Model_Behind_When_Done()
    {
        using var scope = NewDisposeScope();
        var result = MergeMany.Merge(models.Spec, models.States, new MergeManyOptions { MaxPasses = 1 });
        Assert.Equal(result.Merged.Count, scope.DisposablesCount);
    }

    [Fact]
    public void Should_Refuse_When_Models_Do_Not_Fit()
    {
        Assert.Throws<ArgumentException>(() => MergeMany.Merge(models.Spec, [models.States[0]]));
        Assert.Throws<ArgumentException>(() => MergeMany.Merge(models.Spec, [models.States[0], TestNetworks.Mlp([2, 3, 4]).StateDict]));
        Assert.Throws<OperationCanceledException>(() => MergeMany.Merge(models.Spec, models.States, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Should_Match_Each_Candidate_On_Its_Own_When_Anchored()
    {
        var options = new WeightMatchingOptions { Seed = 5 };
        var results = AnchorMatching.Match(models.Spec, models.States[0], [models.States[1], models.States[2]], options);
        Assert.Equal(2, results.Count);
        var alone = WeightMatching.Match(models.Spec, models.States[0], models.States[2], options with { Seed = options.Seed.For("candidate", 1) });
        Assert.Equal(alone.Alignment, results[1].Alignment);
        Assert.All(results, result => Assert.True(result.DistanceReduction > 0));
    }
}
