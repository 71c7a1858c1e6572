using ResearchKit.Merging.PartialMatching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.PartialMatching;

public sealed class PartialMergeTests
{
    // Single precision, and the order of sums differs between a network and its half as wide parts.
    private const double Rounding = 1e-5;

    [Theory]
    [InlineData("resnet")]
    [InlineData("vgg")]
    [InlineData("mlp")]
    public void Should_Give_The_Network_Itself_When_Merged_With_Its_Permuted_Copy(string kind)
    {
        using var scope = NewDisposeScope();
        var (pair, truth) = Pairs.WithPermutedCopy(kind, 3);
        var partial = PartialAlignment.Full(truth);
        var merged = PartialMerge.Merge(pair, partial);
        Assert.All(pair.Reference.state_dict(), entry => Assert.True(entry.Value.Equals(merged[entry.Key]), entry.Key));
        var images = Pairs.Images(5, 1);
        Assert.Equal(0, Pairs.Difference(Pairs.Scores(PartialMerge.Build(pair, partial, merged), images), Pairs.Scores(pair.Reference, images)));
    }

    [Theory]
    [InlineData("resnet")]
    [InlineData("vgg")]
    [InlineData("mlp")]
    public void Should_Give_The_Mean_Of_Both_When_Everything_Is_Separate(string kind)
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of(kind);
        var partial = PartialAlignment.Separate(pair);
        var network = PartialMerge.Build(pair, partial, PartialMerge.Merge(pair, partial));
        var images = Pairs.Images(5, 1);
        var mean = (Pairs.Scores(pair.Reference, images) + Pairs.Scores(pair.Candidate, images)) / 2;
        Assert.True(Pairs.Difference(Pairs.Scores(network, images), mean) < Rounding);
        Assert.All(partial.Ratios.Values, ratio => Assert.Equal(1, ratio));
    }

    [Theory]
    [InlineData("resnet")]
    [InlineData("mlp")]
    public void Should_Give_The_Outputs_Of_Both_When_The_Tasks_Differ(string kind)
    {
        using var scope = NewDisposeScope();
        var pair = new NetworkPair(Pairs.Network(kind, 1, 3), Pairs.Network(kind, 2, 2), Pairs.Spec(kind)) { SharedOutputs = false };
        var partial = PartialAlignment.Separate(pair);
        var network = PartialMerge.Build(pair, partial, PartialMerge.Merge(pair, partial));
        var images = Pairs.Images(5, 1);
        var expected = cat([Pairs.Scores(pair.Reference, images), Pairs.Scores(pair.Candidate, images)], 1);
        Assert.True(Pairs.Difference(Pairs.Scores(network, images), expected) < Rounding);

        var shared = pair with { SharedOutputs = true };
        Assert.Contains("SharedOutputs", Assert.Throws<ArgumentException>(() => PartialMerge.Merge(shared, partial)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resnet", 0.25)]
    [InlineData("vgg", 0.5)]
    [InlineData("mlp", 0.3)]
    public void Should_Place_The_Blocks_Of_Every_Weight(string kind, double ratio)
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of(kind);
        var partial = Pairs.Random(pair, ratio, 5);
        var merged = PartialMerge.Merge(pair, partial);
        var (a, b) = (pair.Reference.state_dict(), pair.Candidate.state_dict());
        foreach (var (name, tensor) in merged.Where(entry => entry.Value.dim() >= 2))
        {
            var axes = pair.ReferenceSpec.Axes[name];
            var rows = Units(axes[0], a[name].shape[0]);
            var columns = Units(axes[1], a[name].shape[1]);
            Assert.Equal([rows.Length, columns.Length], tensor.shape[..2]);
            for (var i = 0; i < rows.Length; i++)
            {
                for (var j = 0; j < columns.Length; j++)
                {
                    Assert.True(Pairs.Difference(Expected(a[name], b[name], rows[i], columns[j]), tensor[i, j]) < 1e-6, $"{name} [{i}, {j}]");
                }
            }
        }

        // A position is a unit of A, of B or of both; what is absent is -1.
        (int A, int B)[] Units(AxisPermutation? axis, long size)
        {
            if (axis is null)
            {
                return [.. Enumerable.Range(0, (int)size).Select(i => (i, i))];
            }

            var group = partial[axis.Group];
            IEnumerable<(int A, int B)> units = [.. group.MergedA.ToArray().Zip(group.MergedB.ToArray()), .. group.OnlyA.ToArray().Select(i => (i, -1)), .. group.OnlyB.ToArray().Select(j => (-1, j))];
            return [.. units.SelectMany(unit => Enumerable.Range(0, axis.BlockSize).Select(k => (unit.A < 0 ? -1 : (unit.A * axis.BlockSize) + k, unit.B < 0 ? -1 : (unit.B * axis.BlockSize) + k)))];
        }

        static Tensor Expected(Tensor a, Tensor b, (int A, int B) row, (int A, int B) column)
        {
            var left = row.A >= 0 && column.A >= 0 ? a[row.A, column.A] : zeros_like(a[0, 0]);
            var right = row.B >= 0 && column.B >= 0 ? b[row.B, column.B] : zeros_like(a[0, 0]);
            return row is { A: >= 0, B: >= 0 } ? (left + right) / 2 : left + right;
        }
    }

    [Fact]
    public void Should_Merge_Networks_Of_Different_Widths()
    {
        using var scope = NewDisposeScope();
        var pair = new NetworkPair(new Mlp(Pairs.Dense, 1), new Mlp(Pairs.Dense with { HiddenSizes = [14, 9] }, 2), Pairs.Spec("mlp"));
        var separate = PartialAlignment.Separate(pair);
        var images = Pairs.Images(5, 1);
        var network = PartialMerge.Build(pair, separate, PartialMerge.Merge(pair, separate));
        Assert.True(Pairs.Difference(Pairs.Scores(network, images), (Pairs.Scores(pair.Reference, images) + Pairs.Scores(pair.Candidate, images)) / 2) < Rounding);
        var partial = new PartialAlignment([new("fc0", new PartialGroup(10, 14, [(0, 13), (4, 1)])), new("fc1", new PartialGroup(7, 9, []))]);
        Assert.Equal([22L, 64], PartialMerge.Merge(pair, partial)["fc0.weight"].shape);
        Assert.Throws<ArgumentException>(() => PartialMerge.Merge(Pairs.Of("mlp"), partial));
    }

    [Fact]
    public void Should_Leave_No_Tensor_Behind()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("resnet");
        var before = scope.DisposablesCount;
        var merged = PartialMerge.Merge(pair, PartialAlignment.Separate(pair));
        Assert.True(scope.DisposablesCount <= before + (3 * merged.Count), $"{scope.DisposablesCount} after {before}");
    }
}
