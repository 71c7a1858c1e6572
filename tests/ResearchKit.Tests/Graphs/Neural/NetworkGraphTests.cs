using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using ResearchKit.Merging.PartialMatching;
using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class NetworkGraphTests
{
    private const double Rounding = 1e-9;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void Should_Equal_The_Edit_Distance_When_There_Is_One_Hidden_Layer(double price)
    {
        for (var trial = 0; trial < 8; trial++)
        {
            var (a, b) = (Network(trial, 2, 4, 2), Network(trial + 100, 2, 3 + (trial % 3), 2));
            var costs = NetworkGraph.Costs(a, b, price);

            var aligned = new EditPath(a.Graph, b.Graph, costs, NetworkGraph.Align(a, b, price));
            var exact = GraphEditDistance.Between(a.Graph, b.Graph, costs);

            Assert.True(exact.IsOptimal);
            Assert.Equal(exact.Cost, aligned.Cost, Rounding);
        }
    }

    [Fact]
    public void Should_Never_Be_Below_The_Edit_Distance_When_There_Are_Two_Hidden_Layers()
    {
        for (var trial = 0; trial < 6; trial++)
        {
            var (a, b) = (Network(trial, 2, 3, 3, 1), Network(trial + 50, 2, 4, 3, 1));
            var costs = NetworkGraph.Costs(a, b);

            var aligned = new EditPath(a.Graph, b.Graph, costs, NetworkGraph.Align(a, b));
            var exact = GraphEditDistance.Between(a.Graph, b.Graph, costs);

            Assert.True(exact.IsOptimal);
            Assert.True(aligned.Cost >= exact.Cost - Rounding);
            Assert.Equal(b.Graph, aligned.Apply());
        }
    }

    [Fact]
    public void Should_Be_The_L1_Distance_When_Units_Stay_In_Place()
    {
        using var scope = NewDisposeScope();
        using var first = Model(1, 3, 4, 2);
        using var second = Model(2, 3, 4, 2);
        var (a, b) = (NetworkGraph.Of(first.state_dict()), NetworkGraph.Of(second.state_dict()));
        var expected = first.state_dict().Sum(entry => entry.Value.sub(second.state_dict()[entry.Key]).abs().sum().item<double>());

        var path = new EditPath(a.Graph, b.Graph, NetworkGraph.Costs(a, b), new NodeMap([.. Enumerable.Range(0, 9)], 9));

        Assert.Equal(expected, path.Cost, Rounding);
    }

    [Fact]
    public void Should_Cost_Nothing_But_The_New_Unit_When_A_Network_Gets_One()
    {
        using var scope = NewDisposeScope();
        using var model = Model(1, 2, 3, 2);
        var state = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        var wider = new Dictionary<string, Tensor>
        {
            ["fc0.weight"] = cat([tensor(new[,] { { 2.0, 0 } }), state["fc0.weight"]], 0),
            ["fc0.bias"] = cat([tensor(new[] { 1.0 }), state["fc0.bias"]], 0),
            ["fc1.weight"] = cat([tensor(new[,] { { 0.0 }, { 3 } }), state["fc1.weight"]], 1),
            ["fc1.bias"] = state["fc1.bias"],
        };
        var (a, b) = (NetworkGraph.Of(state), NetworkGraph.Of(wider));

        var map = NetworkGraph.Align(a, b, 0.01);

        Assert.Equal([0, 1, 3, 4, 5, 6, 7], map.TargetOfSource.ToArray());
        Assert.Equal((3 * 0.01) + 2 + 1 + 3, new EditPath(a.Graph, b.Graph, NetworkGraph.Costs(a, b, 0.01), map).Cost, Rounding);
        Assert.Equal([1, 2, 3], NetworkGraph.ToPartialAlignment(a, b, map)["fc0"].MergedB.ToArray());
    }

    [Fact]
    public void Should_Leave_Units_Apart_When_A_Pair_Costs_More_Than_It_Saves()
    {
        var (a, b) = (Network(1, 2, 4, 2), Network(2, 2, 4, 2));
        var paired = new[] { 0.0, 0.8, 1.6, 100 }.Select(price => NetworkGraph.ToPartialAlignment(a, b, NetworkGraph.Align(a, b, price))["fc0"].MergedA.Length).ToArray();

        Assert.Equal((4, 0), (paired[0], paired[^1]));
        Assert.Equal(paired.OrderDescending(), paired);
    }

    [Fact]
    public void Should_Come_Back_When_A_Map_Becomes_A_Partial_Alignment()
    {
        var (a, b) = (Network(1, 2, 3, 4, 1), Network(2, 2, 5, 3, 1));
        var map = NetworkGraph.Align(a, b);
        Assert.Equal(map, NetworkGraph.ToNodeMap(a, b, NetworkGraph.ToPartialAlignment(a, b, map)));
    }

    [Fact]
    public void Should_Refuse_When_Networks_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("2-3-1", Assert.Throws<ArgumentException>(() => NetworkGraph.Align(Network(1, 2, 3, 1), Network(1, 3, 3, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NetworkGraph.Of(new Dictionary<string, Tensor>()));
        Assert.Contains("bn.running_mean", Assert.Throws<ArgumentException>(() => NetworkGraph.Of(new Dictionary<string, Tensor> { ["a.weight"] = ones([1, 1]), ["bn.running_mean"] = ones([1]) })).Message, StringComparison.Ordinal);
        Assert.Contains("expected (outputs, 2)", Assert.Throws<ArgumentException>(() => NetworkGraph.Of(new Dictionary<string, Tensor> { ["a.weight"] = ones([2, 1]), ["b.weight"] = ones([1, 3]) })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NetworkGraph.ToNodeMap(Network(1, 2, 3, 1), Network(2, 2, 3, 1), new PartialAlignment([KeyValuePair.Create("fc0", PartialGroup.Identity(2))])));
    }

    private static Mlp Model(int seed, params int[] widths) =>
        new(new MlpOptions { InputSize = widths[0], HiddenSizes = widths[1..^1], Classes = widths[^1], DataType = ScalarType.Float64 }, seed);

    private static NetworkGraph Network(int seed, params int[] widths)
    {
        using var model = Model(seed, widths);
        return NetworkGraph.Of(model.state_dict());
    }
}
