using ResearchKit.Matching;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class StraightThroughEstimatorTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Fact]
    public void Should_Start_From_Plain_Weight_Matching_When_Started_At_The_Reference()
    {
        var options = new StraightThroughOptions { Steps = 0, Seed = 4 };
        var result = Search(options);
        var plain = WeightMatching.Match(models.Spec, models.States[0], models.States[1], new WeightMatchingOptions { Seed = options.Seed.For("projection", 0) });
        Assert.Equal(plain.Alignment, result.Alignment);
        Assert.Equal(plain.Sweeps, result.Sweeps);
        Assert.Empty(result.LossTrace);
        Assert.Single(result.ValidationTrace);
    }

    [Fact]
    public void Should_Start_From_The_Identity_When_Started_At_The_Candidate()
    {
        Assert.True(Search(new StraightThroughOptions { Steps = 0, Start = SearchStart.Candidate }).Alignment.IsIdentity);
    }

    [Theory]
    [InlineData(SearchStart.Reference, SearchOptimizer.Sgd)]
    [InlineData(SearchStart.Reference, SearchOptimizer.Adam)]
    [InlineData(SearchStart.Candidate, SearchOptimizer.Adam)]
    public void Should_Keep_The_Best_Alignment_On_The_Validation_Batch_When_Searching(SearchStart start, SearchOptimizer optimizer)
    {
        var options = new StraightThroughOptions { Start = start, Optimizer = optimizer, Steps = 40, LearningRate = optimizer == SearchOptimizer.Adam ? 1e-2 : 0.5, Seed = 1 };
        var result = Search(options);
        Assert.Equal(40, result.LossTrace.Count);
        Assert.Equal(41, result.ValidationTrace.Count);
        Assert.Equal(result.ValidationTrace.Min(), result.BestLoss);
        Assert.Equal(result.BestLoss, result.ValidationTrace[result.BestStep]);
        Assert.True(result.Changes > 0);
        Assert.True(result.BestLoss < result.ValidationTrace[0], $"{result.BestLoss} at {result.BestStep}, {result.ValidationTrace[0]} at first");
        var aligned = result.Alignment.Apply(models.States[1]);
        var middle = models.States[0].ToDictionary(pair => pair.Key, pair => (pair.Value + aligned[pair.Key]) / 2);
        Assert.Equal(result.BestLoss, models.Loss.Loss(middle, models.Loss.BatchCount - 1), 1e-6);
    }

    [Fact]
    public void Should_Give_The_Same_Result_When_Repeated()
    {
        var options = new StraightThroughOptions { Steps = 8, Optimizer = SearchOptimizer.Adam, LearningRate = 1e-2, Seed = 2 };
        var (first, second) = (Search(options), Search(options));
        Assert.Equal(first.Alignment, second.Alignment);
        Assert.Equal(first.LossTrace, second.LossTrace);
        Assert.Equal(first.LastAlignment, second.LastAlignment);
    }

    [Fact]
    public void Should_Leave_Models_And_Memory_As_They_Were_When_Done()
    {
        var before = models.States[1]["fc1.weight"].clone();
        using (var scope = NewDisposeScope())
        {
            Search(new StraightThroughOptions { Steps = 2 });
            Assert.Equal(0, scope.DisposablesCount);
        }

        Assert.True(before.Equals(models.States[1]["fc1.weight"]));
    }

    [Fact]
    public void Should_Refuse_When_Options_Are_Out_Of_Range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(new StraightThroughOptions { Lambda = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(new StraightThroughOptions { Steps = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(new StraightThroughOptions { ValidationBatch = 99 }));
        Assert.Throws<OperationCanceledException>(() => StraightThroughEstimator.Search(
            models.Spec, models.States[0], models.States[1], models.Loss, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Should_Visit_Every_Training_Batch_Once_A_Round_When_Ordered()
    {
        var order = new BatchOrder(5, null, 3);
        Assert.Equal(4, order.Validation);
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(step => order[step]).Order());
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(4, 4).Select(step => order[step]).Order());
        Assert.Equal(0, new BatchOrder(1, null, 3)[7]);
        Assert.Equal([1, 2], Enumerable.Range(0, 2).Select(step => new BatchOrder(3, 0, 3)[step]).Order());
    }

    private StraightThroughResult Search(StraightThroughOptions options) =>
        StraightThroughEstimator.Search(models.Spec, models.States[0], models.States[1], models.Loss, options);
}
