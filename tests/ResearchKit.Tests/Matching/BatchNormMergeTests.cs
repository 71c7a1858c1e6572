using ResearchKit.Connectivity;
using ResearchKit.Data;
using ResearchKit.Matching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

/// <summary>The most common complaint about re-basin: deep networks with batch normalisation merged without fresh statistics look unmergeable.</summary>
public sealed class BatchNormMergeTests
{
    [Fact]
    public void Should_Need_Fresh_Statistics_When_Matched_Networks_With_Batch_Norm_Are_Merged()
    {
        using var data = ImageDataSets.Digits();
        using var first = Train(data, 1);
        using var second = Train(data, 2);
        var (a, b) = (first.state_dict(), second.state_dict());
        var spec = PermutationSpecs.Vgg(a);
        spec.Validate(first, data.Train.Images.narrow(0, 0, 8));
        var aligned = WeightMatching.Match(spec, a, b).Alignment.Apply(b);
        var loss = new ModelLoss(first, data.Test, 256);
        var stale = Interpolation.Lerp(a, aligned, 0.5);
        var fresh = BatchNormReset.Reset(first, stale, data.Train);
        var naive = BatchNormReset.Reset(first, Interpolation.Lerp(a, b, 0.5), data.Train);
        var (without, with, unmatched) = (loss.Evaluate(stale).Accuracy, loss.Evaluate(fresh).Accuracy, loss.Evaluate(naive).Accuracy);
        Assert.True(with > without + 0.1, $"accuracy {without} without fresh statistics, {with} with them");
        Assert.True(with > unmatched, $"accuracy {with} matched, {unmatched} not matched, both with fresh statistics");
    }

    private static Vgg Train(ImageDataSet data, int seed)
    {
        var model = new Vgg(new VggOptions { Plan = [16, 16, 16, VggOptions.Pool, 32, 32, 32, VggOptions.Pool], InputChannels = 1, InputSize = 8 }, seed);
        Trainer.Train(model, data.Train, null, new TrainingOptions { Epochs = 6, BatchSize = 64, LearningRate = 3e-3 }, seed);
        return model;
    }
}
