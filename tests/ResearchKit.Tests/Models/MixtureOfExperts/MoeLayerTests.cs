using ResearchKit.Experts;
using ResearchKit.Models;
using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.MixtureOfExperts;

public sealed class MoeLayerTests
{
    [Theory]
    [InlineData(1, false, false, false)]
    [InlineData(2, false, false, true)]
    [InlineData(2, true, true, false)]
    [InlineData(3, true, true, true)]
    public void Should_Give_The_Sum_Of_Gated_Experts_When_Compared_With_A_Loop(int choices, bool normalized, bool gated, bool bias)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var options = new MoeLayerOptions { Width = 6, HiddenSize = 5, Experts = 4, Choices = choices, NormalizeGates = normalized, Gated = gated, Bias = bias, RouterScale = 1, Activation = gated ? Activation.Silu : Activation.Relu, DataType = ScalarType.Float64 };
        using var layer = new MoeLayer(options, 1, "layer");
        var experts = (DenseExperts)layer.Experts;
        foreach (var name in new[] { "bi", "bo" }.Where(experts.Weights.ContainsKey))
        {
            experts.Weights[name].copy_(arange(experts.Weights[name].NumberOfElements, ScalarType.Float64).view(experts.Weights[name].shape) * 0.1);
        }

        int[] map = [0, 1, 1, 3];
        layer.ReplaceExperts(experts.Copy(), map);
        var x = randn([2, 7, 6], ScalarType.Float64, generator: new Generator(5));
        Assert.True(layer.call(x).allclose(Loop(layer, x.view(-1, 6), map).view(2, 7, 6), 1e-10, 1e-12));
    }

    [Fact]
    public void Should_Keep_The_Names_And_Train_Every_Parameter_When_Experts_Are_Replaced()
    {
        using var scope = NewDisposeScope();
        using var layer = new MoeLayer(new MoeLayerOptions { Width = 6, HiddenSize = 5, Experts = 4 }, 1, "layer");
        Assert.Equal(["experts.wi", "experts.wo", "router.classifier.weight"], layer.state_dict().Keys.Order(StringComparer.Ordinal));
        var merged = ((DenseExperts)layer.Experts).Weights.ToDictionary(w => w.Key, w => w.Value.detach().narrow(0, 0, 2));
        layer.ReplaceExperts(new DenseExperts(merged, Activation.Relu), [0, 1, 0, 1]);
        Assert.Equal(["experts.wi", "experts.wo", "router.classifier.weight"], layer.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal([2L, 5, 6], layer.state_dict()["experts.wi"].shape);

        var gradients = autograd.grad([layer.call(randn(50, 6)).square().sum()], [.. layer.parameters()]);
        Assert.All(gradients, g => Assert.NotEqual(0, g.abs().sum().item<float>()));
    }

    [Fact]
    public void Should_Give_Nothing_For_Later_Tokens_When_An_Expert_Is_Full()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var layer = new MoeLayer(new MoeLayerOptions { Width = 3, HiddenSize = 4, Experts = 2 }, 1, "layer");
        layer.Router.copy_(tensor(new float[,] { { 1, 0, 0 }, { -1, 0, 0 } }));
        var x = ones(2, 3, 3); // all six tokens choose expert 0
        var free = layer.call(x);
        var batch = layer.Run(x, new MoePass { Capacity = ExpertCapacity.OfBatch(1) }); // ceil(6 / 2) = 3 tokens of the batch
        var sequence = layer.Run(x, new MoePass { Capacity = ExpertCapacity.OfSequence(1) });
        Assert.True(batch.select(0, 0).allclose(free.select(0, 0)));
        Assert.Equal(0, batch.select(0, 1).abs().sum().item<float>());
        Assert.True(sequence.select(1, 0).allclose(free.select(1, 0)));
        Assert.Equal(0, sequence.narrow(1, 1, 2).abs().sum().item<float>());
    }

    [Fact]
    public void Should_Book_Tokens_On_The_Expert_That_They_Chose_When_It_Has_No_Room_For_Them()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var layer = new MoeLayer(new MoeLayerOptions { Width = 3, HiddenSize = 4, Experts = 2 }, 1, "layer");
        layer.Router.copy_(tensor(new float[,] { { -1, 0, 0 }, { 1, 0, 0 } }));
        using var statistics = new RoutingStatistics();
        var valid = tensor(new[] { true, true, true, true, true, false }, [2, 3]);
        layer.Run(ones(2, 3, 3), new MoePass { Capacity = ExpertCapacity.OfSequence(1), Observer = routing => statistics.Observe(routing.ToBatch(valid)) });
        Assert.Equal([0L, 5], statistics["layer"].Counts); // neither the dropped ones on expert 0, nor the padding
    }

    [Fact]
    public void Should_Be_One_When_Routing_Is_Even_And_Grow_When_It_Is_Not()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1, RoutingLosses.LoadBalance(Routing(eye(4, dtype: ScalarType.Float64) * 5)).item<double>(), 1e-12);
        Assert.True(RoutingLosses.LoadBalance(Routing(tensor(new[,] { { 5.0, 0, 0, 0 }, { 5.0, 0, 0, 0 } }))).item<double>() > 3);
        Assert.Equal(Math.Pow(Math.Log(4), 2), RoutingLosses.RouterZ(Routing(zeros([3, 4], ScalarType.Float64))).item<double>(), 1e-12);
    }

    [Fact]
    public void Should_Repeat_The_Bits_When_Jitter_Has_The_Same_Seed()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var layer = new MoeLayer(new MoeLayerOptions { Width = 6, HiddenSize = 5, Experts = 4 }, 1, "layer");
        var x = randn(30, 6);
        Tensor Jittered(ulong seed) => layer.Run(x, new MoePass { Jitter = new Generator(seed) });
        Assert.True(Jittered(1).Equals(Jittered(1)));
        Assert.False(Jittered(1).Equals(Jittered(2)));
    }

    [Fact]
    public void Should_Refuse_A_Map_When_It_Names_An_Expert_That_Is_Not_There()
    {
        using var layer = new MoeLayer(new MoeLayerOptions { Experts = 4 }, 1, "block.1.moe");
        var error = Assert.Throws<ArgumentException>(() => layer.ReplaceExperts(layer.Experts.Copy(), [0, 1, 2, 4]));
        Assert.Contains("block.1.moe", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MoeLayer(new MoeLayerOptions { Experts = 2, Choices = 3 }, 1, "layer"));
    }

    private static MoeRouting Routing(Tensor logits)
    {
        var selected = logits.argmax(-1, keepdim: true);
        var probabilities = logits.softmax(-1);
        return new MoeRouting("layer", logits, logits, probabilities, selected, probabilities.gather(-1, selected), DispatchPlan.Make(selected.data<long>().ToArray(), 4), 1);
    }

    private static Tensor Loop(MoeLayer layer, Tensor x, int[] map)
    {
        var weights = ((DenseExperts)layer.Experts).Weights;
        var rows = new List<Tensor>();
        for (var t = 0; t < x.shape[0]; t++)
        {
            var p = layer.Router.matmul(x[t]).softmax(0);
            var chosen = Enumerable.Range(0, map.Length).OrderByDescending(e => p[e].item<double>()).Take(layer.Options.Choices).ToArray();
            var total = layer.Options.NormalizeGates ? chosen.Sum(e => p[e].item<double>()) : 1;
            rows.Add(chosen.Select(e => Expert(weights, map[e], x[t], layer.Options) * (p[e] / total)).Aggregate((a, b) => a + b));
        }

        return stack(rows);
    }

    private static Tensor Expert(IReadOnlyDictionary<string, TorchSharp.Modules.Parameter> weights, int e, Tensor x, MoeLayerOptions options)
    {
        var hidden = weights["wi"][e].matmul(x);
        hidden = options.Bias ? hidden + weights["bi"][e] : hidden;
        hidden = options.Gated ? options.Activation.Apply(weights["wg"][e].matmul(x)) * hidden : options.Activation.Apply(hidden);
        var output = weights["wo"][e].matmul(hidden);
        return options.Bias ? output + weights["bo"][e] : output;
    }
}
