using ResearchKit.Merging.Ensembles;
using ResearchKit.Tests.Matching;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Ensembles;

public sealed class EnsembleTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Fact]
    public void Should_Equal_The_Mean_Of_Each_Models_Scores_When_Asked_Together()
    {
        using var scope = NewDisposeScope();
        var images = models.Images(123).First();
        var ensemble = new Ensemble(models[0], [.. models.States]);
        var heads = ensemble.Heads(images, batchSize: 50);
        Assert.All(heads.Zip(models.States), pair => Assert.True(pair.First.allclose(Scores.Of(models[0], pair.Second, images), 1e-4, 1e-4)));
        Assert.True(ensemble.MeanLogits(images).allclose((heads[0] + heads[1] + heads[2]) / 3, 1e-4, 1e-4));
        Assert.True(ensemble.MeanProbabilities(images).allclose((heads[0].softmax(1L) + heads[1].softmax(1L) + heads[2].softmax(1L)) / 3, 1e-4, 1e-4));
        Assert.True((ensemble.MeanProbabilities(images).sum(1) - 1).abs().max().to(ScalarType.Float64).ToDouble() < 1e-5);
    }

    [Fact]
    public void Should_Not_Lose_Against_The_Mean_Model_When_Probabilities_Are_Averaged()
    {
        using var data = ResearchKit.Data.ImageDataSets.Digits();
        using var scope = NewDisposeScope();
        var together = Scores.EvaluateProbabilities(new Ensemble(models[0], [.. models.States]).MeanProbabilities(data.Test.Images), data.Test.Labels);
        var alone = models.States.Average(state => Scores.Evaluate(Scores.Of(models[0], state, data.Test.Images), data.Test.Labels).Loss);

        // Jensen: the loss of the mean probability is at most the mean loss.
        Assert.True(together.Loss <= alone, $"{together.Loss} and {alone}");
    }

    [Fact]
    public void Should_Put_Every_Softmax_In_Its_Place_When_Labels_Are_Joint()
    {
        using var scope = NewDisposeScope();
        var first = tensor(new double[] { 1, 3 }, [1, 2], ScalarType.Float64);
        var second = tensor(new double[] { 0, 0, 2 }, [1, 3], ScalarType.Float64);
        var joint = EnsembleScores.Joint([first, second], [[4, 0], [1, 3, 2]], normalize: false);
        double[] p = first.softmax(1L).contiguous().data<double>().ToArray();
        double[] q = second.softmax(1L).contiguous().data<double>().ToArray();
        Assert.Equal([p[1], q[0], q[2], q[1], p[0]], joint.contiguous().data<double>().ToArray());
        Assert.Equal(1, EnsembleScores.Joint([first, second]).sum().ToDouble(), 1e-12);
        Assert.Equal(0, joint.argmax(1).ToInt64());
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_Heads_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        var (two, three) = (zeros(5, 2), zeros(5, 3));
        Assert.Throws<ArgumentException>(() => EnsembleScores.MeanLogits(two, three));
        Assert.Throws<ArgumentException>(() => EnsembleScores.MeanLogits());
        Assert.Throws<ArgumentException>(() => EnsembleScores.Joint([two, zeros(4, 3)]));
        Assert.Throws<ArgumentException>(() => EnsembleScores.Joint([two, three], [[0, 1], [2, 3]]));
        Assert.Throws<ArgumentException>(() => EnsembleScores.Joint([two, three], [[0, 1], [2, 3, 1]]));
        Assert.Throws<ArgumentException>(() => new Ensemble(models[0]));
        Assert.Throws<ArgumentException>(() => Scores.Evaluate(two, zeros(4, dtype: ScalarType.Int64)));
    }

    [Fact]
    public void Should_Free_Everything_But_The_Result()
    {
        using var scope = NewDisposeScope();
        var result = new Ensemble(models[0], [.. models.States]).Joint(models.Images(20).First());
        Assert.Equal([20, 30], result.shape);
        Assert.InRange(scope.DisposablesCount, 1, 3);
    }
}
