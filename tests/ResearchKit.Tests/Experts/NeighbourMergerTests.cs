using ResearchKit.Experts;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class NeighbourMergerTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("biased")]
    [InlineData("gated")]
    public void Should_Be_The_Frequency_Average_When_Sub_Moe_Does_Not_Truncate(string kind)
    {
        using var scope = NewDisposeScope();
        var experts = Enumerable.Range(0, 3).Select(seed => ExpertFixtures.Of(kind, seed)).ToArray();
        double[] weights = [0.5, 0.2, 0.3];
        var merged = SubMoeMerger.MergeCluster(experts, weights, 1);
        var average = ExpertAverage.Weighted(experts, weights);
        Assert.All(merged.Parts, pair => Assert.True(ExpertFixtures.Distance(pair.Value, average.Parts[pair.Key]) < 1e-12));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void Should_Follow_The_Textbook_When_Sub_Moe_Truncates(double share)
    {
        using var scope = NewDisposeScope();
        var experts = Enumerable.Range(0, 3).Select(seed => ExpertFixtures.Gated(seed, 8, 6)).ToArray();
        double[] weights = [0.5, 0.2, 0.3];
        var merged = SubMoeMerger.MergeCluster(experts, weights, share);
        foreach (var part in merged.Parts.Keys)
        {
            var (m, n) = (experts[0].Parts[part].shape[0], experts[0].Parts[part].shape[1]);
            var rank = (int)Math.Round(share * m);
            var (u, s, vh) = linalg.svd(cat(experts.Select(expert => expert.Parts[part]).ToArray(), 1), false);
            var mean = zeros(vh.shape[0], n, dtype: ScalarType.Float64);
            for (var i = 0; i < 3; i++)
            {
                mean += vh.narrow(1, i * n, n) * weights[i];
            }

            var expected = (u.narrow(1, 0, rank) * s.narrow(0, 0, rank)).matmul(mean.narrow(0, 0, rank));
            Assert.True(ExpertFixtures.Distance(expected, merged.Parts[part]) < 1e-10);
        }
    }

    [Fact]
    public void Should_Keep_Less_Of_The_Average_When_Sub_Moe_Truncates_More()
    {
        using var fixture = new PlantedFixture(1, gated: true, tokens: 256);
        var shares = new List<double>();
        foreach (var share in new[] { 1.0, 0.5, 0.1 })
        {
            using var result = new SubMoeMerger { RankShare = share }.Merge(fixture.Calibration, new ExpertMergeTarget(4));
            shares.Add(result.Diagnostics["share of the average's squares that is kept"]);
        }

        Assert.Equal(1, shares[0]);
        Assert.True(1 > shares[1] && shares[1] > shares[2] && shares[2] > 0, string.Join(", ", shares));
    }

    [Fact]
    public void Should_Find_The_Families_When_Clustered_By_Outputs()
    {
        for (var seed = 0; seed < 3; seed++)
        {
            using var fixture = new PlantedFixture(seed, tokens: 512);
            using var tree = fixture.Merge(new HcSmoeMerger { Reference = AlignReference.GroupDominant });
            Assert.Equal(1, tree.Groups!.Purity(fixture.Planted.Families));
            Assert.True(fixture.Error(tree.Layer) < 0.1);
            using var fixedDominant = fixture.Merge(new HcSmoeMerger { Rule = HcMergeRule.FixedDominant });
            using var plain = fixture.Merge(new HcSmoeMerger { Rule = HcMergeRule.Uniform });
            Assert.True(fixture.Error(fixedDominant.Layer) < fixture.Error(plain.Layer));
        }
    }

    [Fact]
    public void Should_Cluster_Like_A_Hand_When_Points_Lie_On_A_Line()
    {
        double[][] points = [[0], [10], [1], [11], [5]];
        var (three, height) = ExpertClusters.AverageLinkage(points, 3);
        Assert.Equal([0, 1, 0, 1, 2], three);
        Assert.Equal(1, height);
        // 5 is 4.5 from {0, 1} on average and 5.5 from {10, 11}.
        var (two, last) = ExpertClusters.AverageLinkage(points, 2);
        Assert.Equal([0, 1, 0, 1, 0], two);
        Assert.Equal(4.5, last);
        Assert.Equal([0, 1, 2, 3, 4], ExpertClusters.AverageLinkage(points, 5).Labels);
        Assert.Equal([2, 1], ExpertClusters.NearestToMean(points, two));
        for (var seed = 0; seed < 5; seed++)
        {
            Assert.Equal([0, 1, 0, 1], ExpertClusters.KMeans([[0], [10], [1], [11]], 2, seed));
            Assert.Equal(3, ExpertClusters.KMeans([[2], [2], [2], [2]], 3, seed).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(2, 0.1)]
    [InlineData(3, 1)] // with a discount a joined pair waits until worse pairs have joined, and three copies are not undone
    public void Should_Undo_Shuffles_When_Zipped(int copies, double discount)
    {
        using var scope = NewDisposeScope();
        var expert = ExpertFixtures.Gated(1, 12, 5);
        var layer = new ExpertLayer(ExpertFixtures.Tokens(2, copies), [.. Enumerable.Range(0, copies).Select(seed => expert.Permute(Permutation.Random(12, seed)))]);
        using var statistics = new RoutingStatistics();
        var tokens = ExpertFixtures.Tokens(3, 200);
        layer.Forward(tokens, statistics);
        var calibration = new ExpertCalibration(layer, statistics["layer"]);
        using var zipped = new ZipItMerger { Discount = discount }.Merge(calibration, new ExpertMergeTarget(1));
        Assert.True(ExpertFixtures.Distance(layer.Forward(tokens), zipped.Layer.Forward(tokens)) < 1e-10);
        using var averaged = new RandomGroupMerger().Merge(calibration, new ExpertMergeTarget(1));
        Assert.True(ExpertFixtures.Distance(layer.Forward(tokens), averaged.Layer.Forward(tokens)) > 0.01);
        Assert.Throws<InvalidOperationException>(() => new ZipItMerger { Discount = double.NaN }.Merge(calibration, new ExpertMergeTarget(1)));
    }

    [Fact]
    public void Should_Join_The_Most_Correlated_First_When_Zipped()
    {
        double[] correlation =
        [
            1, 0.9, 0.2, 0.3,
            0.9, 1, 0.8, 0.1,
            0.2, 0.8, 1, 0.4,
            0.3, 0.1, 0.4, 1,
        ];
        Assert.Equal([0, 0, 1, 2], new ZipItMerger().Zip([.. correlation], 4, 3));
        Assert.Equal([0, 0, 1, 1], new ZipItMerger().Zip([.. correlation], 4, 2)); // 0.4 beats 0.1 times 0.2 and 0.1 times 0.1
    }

    [Fact]
    public void Should_Rebuild_Every_Expert_When_D2_Moe_Has_Full_Rank()
    {
        using var fixture = new PlantedFixture(1, gated: true, tokens: 256);
        using var full = new D2MoeCompressor { Rank = 32 }.Merge(fixture.Calibration, new ExpertMergeTarget(16));
        Assert.True(fixture.Error(full.Layer) < 1e-8);
        using var pruned = new D2MoeCompressor { Rank = 32, BaseSparsity = 0.5 }.Merge(fixture.Calibration, new ExpertMergeTarget(16));
        Assert.True(fixture.Error(pruned.Layer) < 1e-8); // the differences make up for what the base lost
        Assert.True(pruned.StoredParameters < full.StoredParameters);
    }

    [Fact]
    public void Should_Put_The_Base_Where_Usage_And_Fisher_Information_Are_When_D2_Moe_Asks_For_It()
    {
        using var scope = NewDisposeScope();
        using var fixture = new PlantedFixture(4, tokens: 512);
        ExpertCalibration With(int informed) => fixture.Calibration with
        {
            Fisher = [.. fixture.Calibration.Experts.Select((expert, e) => expert.Map((_, weight) => e == informed ? ones_like(weight) : zeros_like(weight)))],
        };
        var used = DominantExperts.Ranked(fixture.Calibration.Routing.Frequency).Take(2).ToArray();
        foreach (var informed in used)
        {
            // All of Σ c F is one expert's: the base is that expert, whose difference is 0 and survives any rank.
            using var result = new D2MoeCompressor { Rank = 1, UseFisher = true }.Merge(With(informed), new ExpertMergeTarget(4));
            foreach (var e in used)
            {
                var change = ExpertFixtures.Distance(result.Layer.Experts[e].Up, fixture.Calibration.Experts[e].Up);
                Assert.True(e == informed ? change < 1e-6 : change > 1e-3, $"{e}: {change}");
            }
        }
    }

    [Fact]
    public void Should_Hold_To_The_Size_When_D2_Moe_Compresses()
    {
        using var fixture = new PlantedFixture(2, tokens: 256);
        var errors = new List<double>();
        foreach (var keep in new[] { 2, 4, 8, 16 })
        {
            using var result = new D2MoeCompressor().Merge(fixture.Calibration, new ExpertMergeTarget(keep));
            Assert.InRange(result.StoredParameters, 0, keep * 2.0 * 32 * 64);
            errors.Add(fixture.Error(result.Layer));
        }

        Assert.Equal(errors.OrderDescending(), errors);
        Assert.Throws<ArgumentException>(() => new D2MoeCompressor { UseFisher = true }.Merge(fixture.Calibration, new ExpertMergeTarget(4)));
    }

    [Fact]
    public void Should_Merge_And_Leave_The_Layer_As_It_Was_When_Called_By_Name()
    {
        using var fixture = new PlantedFixture(3, gated: true, tokens: 128);
        var calibration = fixture.Calibration with { Fisher = [.. fixture.Calibration.Experts.Select(expert => expert.Map((_, weight) => weight.square()))] };
        Assert.Equal(ExpertMergers.All.Count, ExpertMergers.All.Select(merger => merger.Name).Distinct().Count());
        foreach (var listed in ExpertMergers.All)
        {
            var merger = ExpertMergers.Find(listed.Name);
            using var result = merger.Merge(calibration, new ExpertMergeTarget(4) { Seed = 1 });
            using var again = merger.Merge(calibration, new ExpertMergeTarget(4) { Seed = 1 });
            var error = fixture.Error(result.Layer);
            Assert.True(double.IsFinite(error) && error < 5, $"{merger.Name}: {error}");
            Assert.Equal(error, fixture.Error(again.Layer));
            Assert.NotEmpty(merger.Source);
            Assert.NotEmpty(result.Diagnostics);
            Assert.All(result.Diagnostics, pair => Assert.True(double.IsFinite(pair.Value), pair.Key));
            if (result.Alignment is not null)
            {
                Assert.True(result.Diagnostics["inner product with references aligned"] > result.Diagnostics["inner product with references as experts lay"]);
            }
        }

        Assert.Equal(0, fixture.Error(fixture.Planted.Layer));
        Assert.Contains("m-smoe", Assert.Throws<ArgumentException>(() => ExpertMergers.Find("none")).Message, StringComparison.Ordinal);
    }
}
