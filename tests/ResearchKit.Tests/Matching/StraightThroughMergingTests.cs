using ResearchKit.Connectivity;
using ResearchKit.Matching;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class StraightThroughMergingTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Fact]
    public void Should_Start_From_Matching_To_The_First_When_Started_At_The_Reference()
    {
        using var scope = NewDisposeScope();
        var result = Search(new StraightThroughMergingOptions { Steps = 0, Seed = 4 });
        Assert.True(result.Alignments[0].IsIdentity);
        for (var model = 1; model < 3; model++)
        {
            var plain = WeightMatching.Match(models.Spec, models.States[0], models.States[model], new WeightMatchingOptions { MaxSweeps = 300, Seed = ((Seed)4).For("projection", 0) });
            Assert.Equal(plain.Alignment, result.Alignments[model]);
        }

        Assert.Empty(result.LossTrace);
        Assert.All(Search(new StraightThroughMergingOptions { Steps = 0, Start = SearchStart.Candidate }).Alignments, alignment => Assert.True(alignment.IsIdentity));
    }

    [Fact]
    public void Should_Keep_The_Best_Mean_On_The_Validation_Batch_When_Searching()
    {
        using var scope = NewDisposeScope();
        var result = Search(new StraightThroughMergingOptions { Steps = 40, LearningRate = 1e-2, Seed = 1 });
        Assert.Equal(40, result.LossTrace.Count);
        Assert.Equal(result.ValidationTrace.Min(), result.BestLoss);
        Assert.True(result.BestLoss < result.ValidationTrace[0], $"{result.BestLoss} at {result.BestStep}, {result.ValidationTrace[0]} at first");
        Assert.Equal(result.BestLoss, models.Loss.Loss(result.Merged, models.Loss.BatchCount - 1), 1e-6);
        var mean = Interpolation.Average([.. models.States.Select((state, index) => result.Alignments[index].Apply(state))]);
        Assert.All(mean, pair => Assert.True(pair.Value.allclose(result.Merged[pair.Key]), pair.Key));
    }

    [Fact]
    public void Should_Equal_The_Search_For_Two_When_There_Are_Two_And_Weights_Are_Equal()
    {
        using var scope = NewDisposeScope();
        var pair = StraightThroughEstimator.Search(
            models.Spec,
            models.States[0],
            models.States[1],
            models.Loss,
            new StraightThroughOptions { Steps = 10, Optimizer = SearchOptimizer.Adam, LearningRate = 1e-2 });
        var many = StraightThroughMerging.Search(models.Spec, [.. models.States.Take(2)], models.Loss, new StraightThroughMergingOptions { Steps = 10, EqualWeights = true, LearningRate = 1e-2 });

        Assert.Equal(pair.Alignment, many.Alignments[1]);
        Assert.All(pair.LossTrace.Zip(many.LossTrace), losses => Assert.Equal(losses.First, losses.Second, 1e-4 * losses.First));
    }

    [Fact]
    public void Should_Give_The_Same_Result_And_Free_Its_Tensors_When_Repeated()
    {
        using var scope = NewDisposeScope();
        var options = new StraightThroughMergingOptions { Steps = 6, Seed = 2 };
        var first = Search(options);
        Assert.Equal(first.Merged.Count, scope.DisposablesCount);
        var second = Search(options);
        Assert.Equal(first.Alignments, second.Alignments);
        Assert.Equal(first.LossTrace, second.LossTrace);
    }

    [Fact]
    public void Should_Refuse_When_Models_Or_Options_Do_Not_Fit()
    {
        Assert.Throws<ArgumentException>(() => StraightThroughMerging.Search(models.Spec, [models.States[0]], models.Loss));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(new StraightThroughMergingOptions { LearningRate = 0 }));
        Assert.Throws<OperationCanceledException>(() => StraightThroughMerging.Search(models.Spec, models.States, models.Loss, cancellationToken: new CancellationToken(canceled: true)));
    }

    private StraightThroughMergingResult Search(StraightThroughMergingOptions options) => StraightThroughMerging.Search(models.Spec, models.States, models.Loss, options);
}
