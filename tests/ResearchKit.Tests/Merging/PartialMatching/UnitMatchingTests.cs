using ResearchKit.Merging.PartialMatching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.PartialMatching;

public sealed class UnitMatchingTests
{
    [Theory]
    [InlineData("resnet", ActivationScoreKind.Distance, false)]
    [InlineData("vgg", ActivationScoreKind.Distance, false)]
    [InlineData("mlp", ActivationScoreKind.Distance, true)]
    public void Should_Recover_The_Permutation_From_Activations(string kind, ActivationScoreKind score, bool onlyAfterActivation)
    {
        using var scope = NewDisposeScope();
        var (pair, truth) = Pairs.WithPermutedCopy(kind, 3);
        var scores = ActivationScores.Measure(pair, Pairs.Images(40, 1), new ActivationScoreOptions { BatchSize = 16, Kind = score, OnlyAfterActivation = onlyAfterActivation });
        Assert.Equal(truth, UnitMatching.FromScores(pair, scores).Alignment);
    }

    [Theory]
    [InlineData("resnet")]
    [InlineData("vgg")]
    [InlineData("mlp")]
    public void Should_Recover_The_Permutation_From_Weights(string kind)
    {
        using var scope = NewDisposeScope();
        var (pair, truth) = Pairs.WithPermutedCopy(kind, 4);
        var matching = UnitMatching.FromWeights(pair, new ResearchKit.Matching.WeightMatchingOptions { Starts = 5 });
        Assert.Equal(truth, matching.Alignment);

        // Equal slices: the score is the squared norm of what the unit has.
        var weight = pair.Reference.state_dict();
        var (group, size) = pair.ReferenceSpec.Groups.Last();
        var norms = new double[size];
        foreach (var axis in pair.ReferenceSpec.AxesOf(group).Where(axis => !pair.ReferenceSpec.Statistics.Contains(axis.Tensor)))
        {
            var rows = weight[axis.Tensor].detach().to(ScalarType.Float64).transpose(0, axis.Axis).reshape(size, -1).square().sum(1L).data<double>().ToArray();
            norms = [.. norms.Zip(rows, (x, y) => x + y)];
        }

        Assert.All(norms.Zip(matching.Groups[group].Scores), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Should_Add_Scores_Over_Batches_And_Nodes()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("mlp");
        var images = Pairs.Images(12, 5);
        var scores = ActivationScores.Measure(pair, images, new ActivationScoreOptions { BatchSize = 8 });
        var (a, b) = (pair.Reference.state_dict(), pair.Candidate.state_dict());
        var expected = 0.0;
        foreach (var (start, count) in new[] { (0, 8), (8, 4) })
        {
            var x = images.narrow(0, start, count).flatten(1);
            var left = x.matmul(a["fc0.weight"].t()) + a["fc0.bias"];
            var right = x.matmul(b["fc0.weight"].t()) + b["fc0.bias"];
            expected -= Distance(left, right) + Distance(left.relu(), right.relu());
        }

        Assert.Equal(expected, scores["fc0"][2, 3], 1e-4);
        var inner = ActivationScores.Measure(pair, images, new ActivationScoreOptions { Kind = ActivationScoreKind.InnerProduct, OnlyAfterActivation = true })["fc0"];
        var all = images.flatten(1);
        var product = (all.matmul(a["fc0.weight"].t()) + a["fc0.bias"]).relu().select(1, 2).dot((all.matmul(b["fc0.weight"].t()) + b["fc0.bias"]).relu().select(1, 3));
        Assert.Equal(product.to(ScalarType.Float64).item<double>(), inner[2, 3], 1e-3);

        static double Distance(Tensor left, Tensor right) => (left.select(1, 2) - right.select(1, 3)).norm().to(ScalarType.Float64).item<double>();
    }

    [Fact]
    public void Should_Score_Every_Sum_And_Activation_Of_A_Residual_Stream()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var pair = Pairs.Of("resnet");
        var images = Pairs.Images(6, 5);
        var scores = ActivationScores.Measure(pair, images);

        var (a, b) = (Nodes(pair.Reference.state_dict()), Nodes(pair.Candidate.state_dict()));
        var expected = -a.Zip(b, (left, right) => (left.select(1, 1) - right.select(1, 3)).norm().to(ScalarType.Float64).item<double>()).Sum();
        Assert.Equal(expected, scores["conv1"][1, 3], 1e-4);

        // The stem and the block that shares its stream: convolution, normalisation and activation of both, and the sum.
        Tensor[] Nodes(Dictionary<string, Tensor> state)
        {
            Tensor Convolve(Tensor x, string name) => nn.functional.conv2d(x, state[$"{name}.weight"], padding: [1L, 1L]);
            Tensor Normalize(Tensor x, string name)
            {
                Tensor Shaped(string what) => state[$"{name}.{what}"].reshape(1, -1, 1, 1);
                return ((x - Shaped("running_mean")) / (Shaped("running_var") + 1e-5).sqrt() * Shaped("weight")) + Shaped("bias");
            }

            var stem = Convolve(images, "conv1");
            var stemNormal = Normalize(stem, "bn1");
            var inner = Normalize(Convolve(stemNormal.relu(), "layer1.0.conv1"), "layer1.0.bn1").relu();
            var last = Convolve(inner, "layer1.0.conv2");
            var lastNormal = Normalize(last, "layer1.0.bn2");
            var sum = lastNormal + stemNormal.relu();
            return [stem, stemNormal, stemNormal.relu(), last, lastNormal, sum, sum.relu()];
        }
    }

    [Fact]
    public void Should_Put_The_Modes_Back_When_Done()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("resnet");
        pair.Reference.train();
        ActivationScores.Measure(pair, Pairs.Images(4, 1));
        Assert.True(pair.Reference.training);
        Assert.False(pair.Candidate.training);
    }

    [Fact]
    public void Should_Say_What_Is_Wrong()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("mlp");
        Assert.Contains("no scores", Assert.Throws<ArgumentException>(() => UnitMatching.FromScores(pair, new Dictionary<string, ScoreMatrix>())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ActivationScores.Measure(pair, zeros(0, 64)));
        Assert.Throws<ArgumentException>(() => ActivationScores.Measure(pair, full([2, 64], double.NaN)));
        var matching = UnitMatching.FromWeights(pair);
        Assert.Contains("'fc9'", Assert.Throws<ArgumentException>(() => matching.Keep(new Dictionary<string, double> { ["fc9"] = 0.5 })).Message, StringComparison.Ordinal);
        var other = new NetworkPair(pair.Reference, new Mlp(Pairs.Dense with { HiddenSizes = [12, 7] }, 1), Pairs.Spec("mlp"));
        Assert.False(other.SameWidths);
        Assert.Contains("different widths", Assert.Throws<ArgumentException>(() => UnitMatching.FromWeights(other)).Message, StringComparison.Ordinal);
        Assert.Contains("axis 1", Assert.Throws<ArgumentException>(() => new NetworkPair(pair.Reference, new Mlp(Pairs.Dense with { InputSize = 9 }, 1), Pairs.Spec("mlp"))).Message, StringComparison.Ordinal);
    }
}
