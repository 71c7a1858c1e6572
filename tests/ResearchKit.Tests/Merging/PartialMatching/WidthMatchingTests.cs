using ResearchKit.Merging.PartialMatching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.PartialMatching;

public sealed class WidthMatchingTests
{
    [Fact]
    public void Should_Give_The_Network_Itself_When_The_Wider_One_Holds_It_Beside_Unused_Units()
    {
        using var scope = NewDisposeScope();
        var (pair, order) = WithUnusedUnits();
        var images = Pairs.Images(30, 1);
        var scores = ActivationScores.Measure(pair, images);
        var partial = WidthMatching.Match(pair, scores, double.PositiveInfinity);
        Assert.Equal([13, 9], partial.Widths.Values);
        Assert.All(partial.Groups, group => Assert.Equal(order[group.Key], group.Value.MergedB.ToArray()));
        Assert.Equal(partial, WidthMatching.ForWidths(pair, scores, new Dictionary<string, int>()));

        var expected = Pairs.Scores(pair.Reference, images);
        Assert.True(Pairs.Difference(Pairs.Scores(PartialMerge.Build(pair, partial, PartialMerge.Merge(pair, partial)), images), expected) < 1e-5);
        using var moments = JointMoments.Collect(pair, images);
        var fit = LayerwiseLeastSquares.Fit(pair, partial, moments);
        Assert.True(Pairs.Difference(Pairs.Scores(PartialMerge.Build(pair, partial, fit.Parameters), images), expected) < 1e-4);
    }

    [Fact]
    public void Should_Have_Any_Width_Between_The_Wider_Network_And_Both()
    {
        using var scope = NewDisposeScope();
        var pair = Different();
        var scores = ActivationScores.Measure(pair, Pairs.Images(30, 1));
        var cost = double.PositiveInfinity;
        for (var width = 14; width <= 24; width++)
        {
            var partial = WidthMatching.ForWidths(pair, scores, new Dictionary<string, int> { ["fc0"] = width });
            Assert.Equal(width, partial["fc0"].Width);
            Assert.Equal(9, partial["fc1"].Width);
            var distance = partial["fc0"].MergedA.ToArray().Zip(partial["fc0"].MergedB.ToArray(), (a, b) => -scores["fc0"][a, b]).Sum();
            Assert.True(distance < cost);
            cost = distance;
        }

        Assert.Equal(0, cost);
    }

    [Fact]
    public void Should_Be_The_Best_Choice_Of_Pairs()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 20; trial++)
        {
            var matrix = new ScoreMatrix(3, 4, [.. Enumerable.Range(0, 12).Select(_ => -random.NextDouble())]);
            using var scope = NewDisposeScope();
            var pair = new NetworkPair(new Mlp(Tiny(3), 1), new Mlp(Tiny(4), 2), Pairs.Spec("mlp"));
            var scores = new Dictionary<string, ScoreMatrix> { ["fc0"] = matrix };
            var tau = random.NextDouble();
            Assert.Equal(BruteForce(matrix, tau, null), Cost(matrix, WidthMatching.Match(pair, scores, tau)["fc0"], tau), 1e-9);
            for (var width = 4; width <= 7; width++)
            {
                Assert.Equal(BruteForce(matrix, 0, 7 - width), Cost(matrix, WidthMatching.ForWidths(pair, scores, new Dictionary<string, int> { ["fc0"] = width })["fc0"], 0), 1e-9);
            }
        }
    }

    [Fact]
    public void Should_Improve_On_The_Merge_When_Refitted()
    {
        using var scope = NewDisposeScope();
        var pair = Different();
        var images = Pairs.Images(200, 1);
        using var moments = JointMoments.Collect(pair, images);
        var partial = WidthMatching.ForWidths(pair, ActivationScores.Measure(pair, images), new Dictionary<string, int> { ["fc0"] = 18, ["fc1"] = 12 });
        var fit = LayerwiseLeastSquares.Fit(pair, partial, moments);
        Assert.All(fit.Layers, layer => Assert.True(layer.ErrorAfter <= layer.ErrorBefore, $"{layer}"));
        Assert.True(fit.Layers[1].ErrorAfter < fit.Layers[1].ErrorBefore);
    }

    [Fact]
    public void Should_Say_What_Is_Wrong()
    {
        using var scope = NewDisposeScope();
        var pair = Different();
        var scores = ActivationScores.Measure(pair, Pairs.Images(5, 1));
        Assert.Contains("14 to 24", Assert.Throws<ArgumentException>(() => WidthMatching.ForWidths(pair, scores, new Dictionary<string, int> { ["fc0"] = 13 })).Message, StringComparison.Ordinal);
        Assert.Contains("'fc7'", Assert.Throws<ArgumentException>(() => WidthMatching.ForWidths(pair, scores, new Dictionary<string, int> { ["fc7"] = 13 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WidthMatching.Match(pair, scores, double.NaN));
    }

    private static MlpOptions Tiny(int width) => new() { InputSize = 2, HiddenSizes = [width], Classes = 2 };

    private static NetworkPair Different() => new(new Mlp(Pairs.Dense, 1), new Mlp(Pairs.Dense with { HiddenSizes = [14, 9] }, 2), Pairs.Spec("mlp"));

    // B is A in another order with three and two units more, which nothing reads.
    private static (NetworkPair Pair, Dictionary<string, int[]> Order) WithUnusedUnits()
    {
        var a = new Mlp(Pairs.Dense, 1);
        var b = new Mlp(Pairs.Dense with { HiddenSizes = [13, 9] }, 2);
        var (first, second) = (Permutation.Random(13, 5).ToArray()[..10], Permutation.Random(9, 6).ToArray()[..7]);
        using var frozen = no_grad();
        var (from, to) = (a.state_dict(), b.state_dict());
        to["fc1.weight"].zero_();
        to["fc2.weight"].zero_();
        to["fc2.bias"].copy_(from["fc2.bias"]);
        for (var i = 0; i < 10; i++)
        {
            to["fc0.weight"][first[i]].copy_(from["fc0.weight"][i]);
            to["fc0.bias"][first[i]].copy_(from["fc0.bias"][i]);
        }

        for (var i = 0; i < 7; i++)
        {
            to["fc1.bias"][second[i]].copy_(from["fc1.bias"][i]);
            to["fc2.weight"].select(1, second[i]).copy_(from["fc2.weight"].select(1, i));
            for (var j = 0; j < 10; j++)
            {
                to["fc1.weight"][second[i], first[j]].copy_(from["fc1.weight"][i, j]);
            }
        }

        return (new NetworkPair(a, b, Pairs.Spec("mlp")), new Dictionary<string, int[]> { ["fc0"] = first, ["fc1"] = second });
    }

    private static double Cost(ScoreMatrix matrix, PartialGroup group, double tau) =>
        group.MergedA.ToArray().Zip(group.MergedB.ToArray(), (a, b) => -matrix[a, b]).Sum() + (tau * (group.OnlyA.Length + group.OnlyB.Length));

    private static double BruteForce(ScoreMatrix matrix, double tau, int? pairs)
    {
        var best = double.PositiveInfinity;
        Visit(0, new bool[matrix.Columns], 0, 0);
        return best;

        void Visit(int row, bool[] used, int count, double cost)
        {
            if (row == matrix.Rows)
            {
                var total = cost + (tau * (matrix.Rows + matrix.Columns - (2 * count)));
                best = pairs is null || pairs == count ? Math.Min(best, total) : best;
                return;
            }

            Visit(row + 1, used, count, cost);
            for (var column = 0; column < matrix.Columns; column++)
            {
                if (!used[column])
                {
                    used[column] = true;
                    Visit(row + 1, used, count + 1, cost - matrix[row, column]);
                    used[column] = false;
                }
            }
        }
    }
}
