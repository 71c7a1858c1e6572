using ResearchKit.Merging;
using ResearchKit.Merging.Fitting;
using ResearchKit.Merging.Methods;
using ResearchKit.Tests.Training;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Fitting;

public sealed class HierarchicalFitTests
{
    [Fact]
    public void Should_Part_Layers_By_Their_Numbers()
    {
        string[] names = ["embed.weight", .. new[] { 0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9 }.Select(layer => $"model.layers.{layer}.mlp.w1.weight"), "norm.weight"];

        var blocks = LayerBlocks.Split(names, 3);

        Assert.Equal(12, blocks.Count);
        for (var layer = 0; layer < 12; layer++)
        {
            Assert.Equal(layer / 4, blocks[$"model.layers.{layer}.mlp.w1.weight"]);
        }
    }

    [Fact]
    public void Should_Keep_The_Order_Of_Parts_With_Other_Names_And_Refuse_Too_Few_Layers()
    {
        Assert.Equal([0, 0, 1, 2, 2], LayerBlocks.Split(["conv1.weight", "conv1.bias", "layer1.0.w", "layer2.0.w", "layer2.1.w"], 3).Values);
        Assert.Equal([0, 0, 1], LayerBlocks.Split(["fc0.weight", "fc1.weight", "fc2.weight"], 2).Values);
        Assert.Contains("1 numbered", Assert.Throws<ArgumentException>(() => LayerBlocks.Split(["fc0.weight", "head.weight"], 2)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void Should_Mix_Each_Block_With_Its_Own_Share(double share)
    {
        using var scope = NewDisposeScope();
        var basis = new Dictionary<string, Tensor> { ["fc0.weight"] = zeros(2), ["head"] = zeros(2) };
        var tuned = new Dictionary<string, Tensor> { ["fc0.weight"] = ones(2), ["head"] = ones(2) };

        var merged = ModelMerge.Merge(new HierarchicalMerge(LayerBlocks.Split(basis.Keys, 1), [share], .2), [tuned], options: new ModelMergeOptions { Base = basis });

        GoldenShare(1 - share, merged["fc0.weight"]);
        GoldenShare(.8, merged["head"]);
        Assert.Throws<ArgumentException>(() => new HierarchicalMerge(LayerBlocks.Split(basis.Keys, 1), [], .2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HierarchicalMerge(LayerBlocks.Split(basis.Keys, 1), [1.1], .2));
    }

    [Fact]
    public void Should_Use_The_Blocks_That_Are_Given()
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(24);
        var loss = new ModelLoss(network, data, 24);
        var basis = Fixtures.Copy(network);
        var tuned = basis.ToDictionary(pair => pair.Key, pair => pair.Value * 1.1);
        var all = basis.Keys.ToDictionary(name => name, _ => 0);

        var fit = HierarchicalFit.Fit(loss, basis, tuned, new HierarchicalFitOptions { Blocks = 1, BlockOf = all, Steps = 2 });

        Assert.Equal(.2, Assert.Single(fit.Shares), 1e-12);
        Assert.All(basis.Keys, name => Assert.Equal(fit.Shares[0], fit.Method.ShareOf(name)));
        all[all.Keys.First()] = 1;
        Assert.Contains("block 1", Assert.Throws<ArgumentException>(() => HierarchicalFit.Fit(loss, basis, tuned, new HierarchicalFitOptions { Blocks = 1, BlockOf = all })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Lower_The_Loss_And_Keep_The_Mean_Share()
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(24);
        var loss = new ModelLoss(network, data, 24);
        var basis = Fixtures.Copy(network);
        loss.LossAndGradient(basis, 0, out var gradient);
        var tuned = basis.ToDictionary(pair => pair.Key, pair => pair.Value - (gradient[pair.Key] * (pair.Key.StartsWith("fc2", StringComparison.Ordinal) ? 5 : .1)));

        var fit = HierarchicalFit.Fit(loss, basis, tuned, new HierarchicalFitOptions { BaseShare = .4, Steps = 40 });

        double Loss(HierarchicalMerge method) => loss.Loss(ModelMerge.Merge(method, [tuned], options: new ModelMergeOptions { Base = basis }), 0);
        var equal = new HierarchicalMerge(LayerBlocks.Split(basis.Keys, 3), [.4, .4, .4], .4);
        Assert.Equal(Loss(equal), fit.Losses[0], 1e-9);
        Assert.True(Loss(fit.Method) < fit.Losses[0], $"the loss went from {fit.Losses[0]} to {Loss(fit.Method)}");
        Assert.Equal(.4, fit.Shares.Average(), 1e-9);
        Assert.True(fit.Shares[2] < .4, "the layer that learnt most gives most of it back");
    }

    [Fact]
    public void Should_Step_Against_The_Slope_Of_Each_Share()
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(24);
        var loss = new ModelLoss(network, data, 24);
        var basis = Fixtures.Copy(network);
        var tuned = Fixtures.Add(basis, Fixtures.NormalLike(basis, 4), .2);
        var blocks = LayerBlocks.Split(basis.Keys, 3);
        double Loss(double[] shares) => loss.Loss(ModelMerge.Merge(new HierarchicalMerge(blocks, shares, .3), [tuned], options: new ModelMergeOptions { Base = basis }), 0);
        double[] slopes = [.. Enumerable.Range(0, 3).Select(block => Loss([.. Enumerable.Range(0, 3).Select(other => other == block ? .301 : .3)]) - Loss([.. Enumerable.Range(0, 3).Select(other => other == block ? .299 : .3)]))];

        var fit = HierarchicalFit.Fit(loss, basis, tuned, new HierarchicalFitOptions { BaseShare = .3, Steps = 1, LearningRate = 1e-3 });

        // With the mean fixed a share rises where its slope is below the mean slope; Adam's first step has one length for all.
        for (var block = 0; block < 3; block++)
        {
            for (var other = 0; other < 3; other++)
            {
                var (first, second) = (slopes[block] - slopes.Average(), slopes[other] - slopes.Average());
                Assert.True(first * second > 0 || first == second || (fit.Shares[block] > fit.Shares[other]) == (first < second));
            }
        }
    }

    private static void GoldenShare(double expected, Tensor actual) => Assert.True((actual - expected).abs().max().item<float>() < 1e-6);
}
