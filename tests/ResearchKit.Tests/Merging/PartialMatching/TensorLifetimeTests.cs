using ResearchKit.Merging.PartialMatching;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.PartialMatching;

public sealed class TensorLifetimeTests
{
    [Fact]
    public void Should_Leave_Nothing_But_Its_Results_When_Merging()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("resnet");
        var images = Pairs.Images(20, 1);
        var partial = Pairs.Random(pair, 0.5, 1);
        ActivationScores.Measure(pair, images, new ActivationScoreOptions { BatchSize = 8 });
        Count(() => ActivationScores.Measure(pair, images, new ActivationScoreOptions { BatchSize = 8 }));
        Count(() => JointMoments.Collect(pair, images, batchSize: 8).Dispose());
        using var moments = JointMoments.Collect(pair, images);
        Count(() => Free(PartialMerge.Merge(pair, partial)));
        Count(() => Free(LayerwiseLeastSquares.Fit(pair, partial, moments).Parameters));
        Count(() => Free(GradientLeastSquares.Fit(pair, partial, images, new GradientLeastSquaresOptions { Steps = 2 })));
        Count(() => MergeCost.Of(pair.Reference, pair.ReferenceSpec, images));
        Count(() => UnitMatching.FromWeights(pair));

        void Count(Action action)
        {
            var before = scope.DisposablesCount;
            action();
            Assert.True(scope.DisposablesCount <= before, $"{scope.DisposablesCount - before} tensors stayed");
        }
    }

    private static void Free(IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
