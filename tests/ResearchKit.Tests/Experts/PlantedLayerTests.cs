using ResearchKit.Experts;

namespace ResearchKit.Tests.Experts;

/// <summary>Testbed T-1 of the notes on MC-SMoE in small: the right grouping and the right permutations are known.</summary>
public sealed class PlantedLayerTests
{
    private const int Seeds = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Should_Recover_Permutations_And_Families_When_Merged(bool gated)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var fixture = new PlantedFixture(seed, gated);
            using var result = fixture.Merge(new MSmoeMerger());
            Assert.Equal(1, result.Groups!.Purity(fixture.Planted.Families));
            var shuffles = fixture.Planted.Permutations;
            Assert.All(result.Alignment!.Matches.Select((match, e) => (match, e)), pair =>
            {
                // Unit i of expert e is unit s_e(i) of the prototype: aligned to its reference r it must be unit s_r(i).
                var aligned = pair.match.Permutation.Compose(shuffles[pair.match.Reference].Inverse());
                Assert.Equal(shuffles[pair.e].Inverse(), aligned);
            });
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Should_Beat_The_Baselines_When_Experts_Come_In_Families(bool gated)
    {
        IExpertMerger[] others =
        [
            new MSmoeMerger { Reference = AlignReference.None },
            new MSmoeMerger { Weighting = MergeWeighting.Uniform },
            new RandomGroupMerger { AroundDominants = true, Weighting = MergeWeighting.Frequency, Alignment = RandomGroupAlignment.Weights },
            new FrequencyPruning(),
            new RandomGroupMerger(),
        ];
        var ours = new List<double>();
        var theirs = others.Select(_ => new List<double>()).ToArray();
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var fixture = new PlantedFixture(seed, gated);
            ours.Add(fixture.Error(new MSmoeMerger()));
            for (var i = 0; i < others.Length; i++)
            {
                theirs[i].Add(fixture.Error(others[i], seed));
                Assert.True(ours[^1] < theirs[i][^1], $"seed {seed}: {others[i]} has {theirs[i][^1]}, M-SMoE {ours[^1]}");
            }
        }

        Assert.True(ours.Average() < 0.08, $"{ours.Average()}");
        Assert.All(theirs.Take(4), errors => Assert.True(ours.Average() <= 0.4 * errors.Average(), $"{ours.Average()} against {errors.Average()}"));
        Assert.True(ours.Average() <= 0.1 * theirs[4].Average(), $"{ours.Average()} against {theirs[4].Average()}");
    }

    [Fact]
    public void Should_Give_The_Same_Layer_When_The_Seed_Is_The_Same()
    {
        using var first = PlantedLayer.Create(null, 3);
        using var second = PlantedLayer.Create(null, 3);
        Assert.Equal(0, ExpertFixtures.Distance(first.Tokens, second.Tokens));
        Assert.Equal(0, ExpertFixtures.Distance(first.Layer.Experts[7].Down, second.Layer.Experts[7].Down));
        Assert.Equal(first.Families, second.Families);
        Assert.Equal(4, first.Families.Count(family => family == 0));
        Assert.Throws<ArgumentException>(() => PlantedLayer.Create(new PlantedLayerOptions { Experts = 10 }, 0));
    }
}
