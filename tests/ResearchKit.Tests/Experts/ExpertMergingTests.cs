using ResearchKit.Experts;
using ResearchKit.Models;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class ExpertMergingTests
{
    [Fact]
    public void Should_Weight_By_Frequency_When_Averaged()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ExpertFixtures.Gated(1), ExpertFixtures.Gated(2));
        var shuffle = Permutation.Random(7, 1);
        var mean = ExpertAverage.Weighted([a, b], [3, 1], [Permutation.Identity(7), shuffle]);
        Assert.All(mean.Parts, pair => Assert.True(ExpertFixtures.Distance(pair.Value, (a.Parts[pair.Key] * 0.75) + (b.Permute(shuffle).Parts[pair.Key] * 0.25)) < 1e-12));
    }

    [Fact]
    public void Should_Keep_The_Dominant_When_No_Expert_Of_The_Group_Was_Used()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ExpertFixtures.Plain(1, biased: true), ExpertFixtures.Plain(2, biased: true));
        var mean = ExpertAverage.Weighted([a, b], [0, 0]);
        Assert.All(mean.Parts, pair => Assert.Equal(0, ExpertFixtures.Distance(pair.Value, a.Parts[pair.Key])));
        Assert.Throws<ArgumentException>(() => ExpertAverage.Weighted([a, b], [1]));
        Assert.Throws<ArgumentException>(() => ExpertAverage.Weighted([a, b], [1, -1]));
        Assert.Throws<ArgumentException>(() => ExpertAverage.Weighted([], []));
    }

    [Fact]
    public void Should_Follow_The_Fisher_Information_When_Averaged_By_It()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ExpertFixtures.Plain(1), ExpertFixtures.Plain(2));
        var ones = a.Map((_, weight) => ones_like(weight));
        var zeros = a.Map((_, weight) => zeros_like(weight));
        var sided = ExpertAverage.ByFisher([a, b], [ones, zeros]);
        Assert.All(sided.Parts, pair => Assert.True(ExpertFixtures.Distance(pair.Value, a.Parts[pair.Key]) < 1e-5));
        var even = ExpertAverage.ByFisher([a, b], [zeros, zeros]);
        Assert.All(even.Parts, pair => Assert.True(ExpertFixtures.Distance(pair.Value, (a.Parts[pair.Key] + b.Parts[pair.Key]) / 2) < 1e-12));
    }

    [Fact]
    public void Should_Keep_The_Router_And_Point_Slots_At_Groups_When_Merged()
    {
        using var fixture = new PlantedFixture(3, topK: 2);
        using var result = fixture.Merge(new MSmoeMerger());
        Assert.Equal(0, ExpertFixtures.Distance(fixture.Planted.Layer.Router, result.Layer.Router));
        Assert.Equal(result.Groups!.GroupOf, result.Layer.SlotToExpert);
        Assert.Equal(4, result.Layer.Experts.Count);
        Assert.Equal(16, result.Layer.Slots);
        Assert.Equal(4 * 2 * 32 * 64, result.StoredParameters);
    }

    [Fact]
    public void Should_Align_All_To_Expert_0_When_The_Paper_S_Reference_Is_Asked_For()
    {
        using var fixture = new PlantedFixture(3);
        using var first = fixture.Merge(new MSmoeMerger { Reference = AlignReference.FirstExpert });
        using var none = fixture.Merge(new MSmoeMerger { Reference = AlignReference.None });
        Assert.All(first.Alignment!.Matches, match => Assert.Equal(0, match.Reference));
        Assert.Null(none.Alignment);
        // Members of a family are aligned to each other through any common reference that they are all close to or all far from alike.
        Assert.True(fixture.Error(first.Layer) < fixture.Error(none.Layer));
    }

    [Fact]
    public void Should_Change_Nothing_When_Every_Expert_Stays()
    {
        using var fixture = new PlantedFixture(4);
        IExpertMerger[] mergers = [new MSmoeMerger(), new RandomGroupMerger(), new FrequencyPruning(), new FrequencyPruning { KeepGates = true }, new ReapPruning(), new HcSmoeMerger(), new ZipItMerger()];
        foreach (var merger in mergers)
        {
            using var result = merger.Merge(fixture.Calibration, new ExpertMergeTarget(16));
            Assert.True(fixture.Error(result.Layer) < 1e-10, merger.Name);
        }
    }

    [Fact]
    public void Should_Drop_Router_Rows_Or_Only_Choices_When_Pruned()
    {
        using var scope = NewDisposeScope();
        using var fixture = new PlantedFixture(5);
        using var dropped = fixture.Merge(new FrequencyPruning());
        using var kept = fixture.Merge(new FrequencyPruning { KeepGates = true });
        Assert.Equal(fixture.Dominants.Order(), dropped.KeptSlots);
        Assert.Equal([4L, 32], dropped.Layer.Router.shape);
        Assert.Equal(16, kept.Layer.Slots);
        var (_, a, renormalised) = dropped.Layer.Route(fixture.Planted.Tokens);
        var (_, b, same) = kept.Layer.Route(fixture.Planted.Tokens);
        Assert.True(renormalised.ge(same).all().item<bool>());
        var slots = a.flatten().data<long>().ToArray().Select(slot => (long)dropped.KeptSlots[(int)slot]);
        Assert.Equal(slots, b.flatten().data<long>().ToArray());
        Assert.Throws<ArgumentException>(() => new FrequencyPruning().Merge(fixture.Calibration, new ExpertMergeTarget(17)));
        Assert.Throws<ArgumentException>(() => new FrequencyPruning().Merge(fixture.Calibration, ExpertMergeTarget.Around([1, 1])));
    }

    [Fact]
    public void Should_Score_By_Gate_Times_Norm_When_Reap_Prunes()
    {
        using var scope = NewDisposeScope();
        using var fixture = new PlantedFixture(6, topK: 2, tokens: 64);
        var scores = ReapPruning.Score(fixture.Calibration, ReapCriterion.RouterWeightedNorm);
        var sums = ReapPruning.Score(fixture.Calibration, ReapCriterion.NormSum);
        Assert.Equal(fixture.Calibration.Routing.Frequency, ReapPruning.Score(fixture.Calibration, ReapCriterion.Frequency));
        var routing = fixture.Calibration.Routing;
        for (var e = 0; e < 16; e++)
        {
            var (terms, norms) = (new List<double>(), 0.0);
            for (var t = 0; t < 64; t++)
            {
                for (var k = 0; k < 2; k++)
                {
                    if (routing.Selected[t, k].item<long>() == e)
                    {
                        var norm = fixture.Planted.Layer.Experts[e].Forward(fixture.Planted.Tokens[t].unsqueeze(0)).norm().item<float>();
                        norms += norm;
                        terms.Add(norm * routing.Gates[t, k].item<float>() / (routing.Gates[t, 0].item<float>() + routing.Gates[t, 1].item<float>()));
                    }
                }
            }

            Assert.Equal(terms.Count == 0 ? 0 : terms.Average(), scores[e], 1e-4);
            Assert.Equal(norms, sums[e], 1e-3);
        }
    }

    [Fact]
    public void Should_Split_The_Budget_Over_Layers_When_A_Model_Is_Merged()
    {
        using var first = new PlantedFixture(7);
        using var second = new PlantedFixture(8);
        var results = ExpertMerging.MergeAll(new MSmoeMerger(), [first.Calibration, second.Calibration], 4);
        Assert.Equal(8, results.Sum(result => result.Layer.Experts.Count));
        var uniform = ExpertMerging.MergeAll(new RandomGroupMerger(), [first.Calibration, second.Calibration], 4, seed: 1);
        Assert.All(uniform, result => Assert.Equal(4, result.Layer.Experts.Count));
        Assert.NotEqual(uniform[0].Groups!.GroupOf, uniform[1].Groups!.GroupOf);
        foreach (var result in results.Concat(uniform))
        {
            result.Dispose();
        }
    }

    [Fact]
    public void Should_Follow_The_Pair_Error_Identity_When_Gates_Add_Up()
    {
        // REAP's identity: merging i and j with share a leaves E[(g_i+g_j)² (r−a)² ‖E_i−E_j‖²], r = g_i/(g_i+g_j); linear experts make the merged expert's output the mean of outputs.
        using var scope = NewDisposeScope();
        var experts = new[] { 1, 2 }.Select(seed => ExpertFixtures.Plain(seed)).Select(e => ExpertWeights.Plain(e.Up, e.Down, Activation.Linear)).ToArray();
        var down = experts[0].Down;
        var pair = new[] { experts[0], ExpertWeights.Plain(experts[1].Up, down, Activation.Linear) };
        var layer = new ExpertLayer(ExpertFixtures.Tokens(3, 2), pair, new ExpertRouterOptions { TopK = 2 });
        var tokens = ExpertFixtures.Tokens(4, 50);
        const double share = 0.3;
        var merged = new ExpertLayer(layer.Router, [ExpertAverage.Weighted(pair, [share, 1 - share])], layer.Options, [0, 0]);
        var error = (merged.Forward(tokens) - layer.Forward(tokens)).square().sum([1L]);
        var p = tokens.matmul(layer.Router.t()).softmax(1);
        var g = p.sum([1L]);
        var r = p.select(1, 0) / g;
        var expected = g.square() * (r - share).square() * (pair[0].Forward(tokens) - pair[1].Forward(tokens)).square().sum([1L]);
        Assert.True(ExpertFixtures.Distance(error, expected) < 1e-10);
    }
}
