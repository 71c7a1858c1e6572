using ResearchKit.Data;
using ResearchKit.Experts;
using ResearchKit.Experts.Checkpoints;
using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts.Checkpoints;

/// <summary>The Switch transformer in data/examples, trained on the digits: what merging and compressing its experts does to real predictions.</summary>
public sealed class ExampleCheckpointTests : IDisposable
{
    private const int FirstDigit = 512;
    private const int Start = 522;

    private readonly TemporaryFolder _folder = new();

    private static string Example => Path.Combine(AppContext.BaseDirectory, "Examples", "digits-switch");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Know_The_Digits_When_Loaded()
    {
        Assert.InRange(Accuracy(Example), 0.855, 0.87);
    }

    [Theory]
    [InlineData(4, ExpertBudgetRule.Uniform, 0.84)]
    [InlineData(6, ExpertBudgetRule.Adaptive, 0.855)]
    public void Should_Still_Know_Most_Digits_When_Experts_Are_Merged_And_Compressed(int keep, ExpertBudgetRule budget, double least)
    {
        using (var checkpoint = ExpertCheckpoint.Open(Example))
        {
            var report = ExpertCheckpointMerge.Run(checkpoint, _folder["merged"], new() { Keep = keep, Counts = RoutingCounts.Read(Path.Combine(Example, "counts.json")), Budget = budget });
            Assert.True(report.BytesAfter < report.BytesBefore);
        }

        Assert.InRange(Accuracy(_folder["merged"]), least, 0.88);
        using (var merged = ExpertCheckpoint.Open(_folder["merged"]))
        {
            ExpertCheckpointCompression.Run(merged, _folder["small"], new() { Method = ExpertCompression.Nf4 });
        }

        ExpertCheckpointCompression.Restore(_folder["small"], _folder["restored"]);
        Assert.InRange(Accuracy(_folder["restored"]), least - 0.01, 0.88);
    }

    /// <summary>The share of the test images whose digit has the highest score.</summary>
    private static double Accuracy(string folder)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var digits = ImageDataSets.Digits();
        using var model = SwitchCheckpoint.Load(Path.Combine(folder, "model.safetensors"));
        var images = digits.Test.Images;
        var scores = model.call(Symbols(images), full([images.shape[0], 1], Start, dtype: ScalarType.Int64)).squeeze(1);
        return scores.narrow(1, FirstDigit, 10).argmax(1).eq(digits.Test.Labels).to(ScalarType.Float64).mean().item<double>();
    }

    /// <summary>32 symbols an image: four dark or light pixels of half a row or half a column, and which half it is.</summary>
    private static Tensor Symbols(Tensor images)
    {
        var dark = images.reshape(-1, 8, 8).gt(0.4).to(ScalarType.Int64);
        var place = arange(16, dtype: ScalarType.Int64) * 16;
        return cat([Halves(dark) + place, Halves(dark.transpose(1, 2)) + place + 256], 1);
    }

    private static Tensor Halves(Tensor dark) => (dark.reshape(-1, 8, 2, 4) * tensor(new long[] { 8, 4, 2, 1 })).sum([3L]).reshape(-1, 16);
}
