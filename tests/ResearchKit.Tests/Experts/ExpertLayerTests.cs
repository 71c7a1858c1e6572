using ResearchKit.Experts;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class ExpertLayerTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Should_Add_The_Chosen_Experts_When_Run(int k, bool normalize)
    {
        using var scope = NewDisposeScope();
        var experts = Enumerable.Range(0, 4).Select(e => ExpertFixtures.Gated(10 + e)).ToArray();
        var layer = new ExpertLayer(ExpertFixtures.Tokens(3, 4), experts, new ExpertRouterOptions { TopK = k, NormalizeGates = normalize });
        var x = ExpertFixtures.Tokens(4);
        var output = layer.Forward(x);
        var p = x.matmul(layer.Router.t()).softmax(1);
        for (var t = 0; t < x.shape[0]; t++)
        {
            var scores = Enumerable.Range(0, 4).Select(e => (Score: p[t, e].item<double>(), Expert: e)).OrderByDescending(pair => pair.Score).Take(k).ToList();
            var sum = normalize ? scores.Sum(pair => pair.Score) : 1;
            var expected = zeros(5, dtype: ScalarType.Float64);
            foreach (var (score, expert) in scores)
            {
                expected += experts[expert].Forward(x[t]) * (score / sum);
            }

            Assert.True(ExpertFixtures.Distance(expected, output[t]) < 1e-12);
        }
    }

    [Fact]
    public void Should_Add_Gates_When_Two_Chosen_Slots_Stand_For_One_Expert()
    {
        using var scope = NewDisposeScope();
        var experts = new[] { ExpertFixtures.Plain(1), ExpertFixtures.Plain(2) };
        var router = ExpertFixtures.Tokens(3, 3);
        var layer = new ExpertLayer(router, experts, new ExpertRouterOptions { TopK = 3 }, [0, 1, 0]);
        var x = ExpertFixtures.Tokens(4);
        var p = x.matmul(router.t()).softmax(1);
        var expected = (experts[0].Forward(x) * (p.select(1, 0) + p.select(1, 2)).unsqueeze(1)) + (experts[1].Forward(x) * p.select(1, 1).unsqueeze(1));
        Assert.True(ExpertFixtures.Distance(expected, layer.Forward(x)) < 1e-12);
    }

    [Fact]
    public void Should_Refuse_A_Layer_When_Its_Parts_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        var expert = ExpertFixtures.Plain(1);
        Assert.Throws<ArgumentException>(() => new ExpertLayer(ones(2, 5), [expert]));
        Assert.Throws<ArgumentException>(() => new ExpertLayer(ones(2, 5), [expert, ExpertFixtures.Gated(1)]));
        Assert.Throws<ArgumentException>(() => new ExpertLayer(ones(1, 5), [expert], new ExpertRouterOptions { TopK = 2 }));
        Assert.Throws<ArgumentException>(() => new ExpertLayer(ones(2, 5), [expert], slotToExpert: [0, 1]));
        Assert.Throws<ArgumentException>(() => new ExpertLayer(ones(0, 5), []));
    }
}
