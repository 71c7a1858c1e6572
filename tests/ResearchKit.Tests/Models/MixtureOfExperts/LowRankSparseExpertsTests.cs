using ResearchKit.Compression;
using ResearchKit.Models.MixtureOfExperts;
using ResearchKit.Training.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.MixtureOfExperts;

public sealed class LowRankSparseExpertsTests
{
    [Fact]
    public void Should_Compute_The_Same_When_Dense_Experts_Are_Split()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var layer = new MoeLayer(new MoeLayerOptions { Width = 12, HiddenSize = 10, Experts = 4 }, 1, "layer");
        var x = randn(40, 12);
        var before = layer.call(x);
        var numbers = layer.Experts.StoredNumbers;
        layer.ReplaceExperts(new LowRankSparseExperts((DenseExperts)layer.Experts, 3), layer.ExpertMap);
        Assert.True(layer.call(x).allclose(before, 1e-4, 1e-5));
        Assert.Equal(numbers + (4 * 2 * 3 * 22), layer.Experts.StoredNumbers);
        using var copy = (LowRankSparseExperts)layer.Experts.Copy();
        copy.SparseParts()[0].narrow(0, 0, 2).zero_();
        Assert.Equal(layer.Experts.StoredNumbers - (2 * 12), copy.StoredNumbers);
        Assert.Equal((4, 3), (copy.Count, copy.Rank));
    }

    [Fact]
    public void Should_Empty_Rows_Down_To_The_Final_Share_When_Compressed_In_Training()
    {
        var options = new SmallMoeOptions
        {
            Encoder = new MoeEncoderOptions { Width = 16, Heads = 2, Blocks = 2, SparseBlocks = [1], Experts = 4, ExpertHiddenSize = 12, DenseHiddenSize = 8 },
            PreTraining = MoeTrainingOptions.PreTraining with { Steps = 3, BatchSize = 8 },
            FineTuning = MoeTrainingOptions.FineTuning with { Steps = 1, BatchSize = 8 },
            CalibrationCount = 4,
            TestCount = 4,
        };
        using var moe = SmallMoe.Independent(1, options);
        using var model = moe.FineTuned.Copy();
        var steps = moe.Compress(model, 2, new LoSparseOptions { Schedule = new SparsitySchedule(12, 2, 4, 0.25) }, MoeTrainingOptions.Recovery with { Steps = 12, BatchSize = 8 });
        Assert.Equal(1, steps[0].Remaining);
        Assert.InRange(steps[^1].Remaining, 0.2, 0.3);
        var dense = moe.FineTuned.MoeLayers[0].Experts.StoredNumbers;
        Assert.InRange(model.MoeLayers[0].Experts.StoredNumbers, (0.2 * dense) + (4 * 2 * 2 * 28), (0.3 * dense) + (4 * 2 * 2 * 28));
        Assert.True(double.IsFinite(moe.Evaluate(model).Loss));
    }
}
