using ResearchKit.Merging.PartialMatching;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.PartialMatching;

public sealed class RatioProgramTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0.25, 1.4375, 1.5625)]
    [InlineData(0.5, 1.75, 2.25)]
    [InlineData(1, 2, 4)]
    public void Should_Count_Interior_Layers_As_The_Paper_Does(double ratio, double paper, double dense)
    {
        var cost = new MergeCost(["g", "h"], [new LayerCost("w", 10, "g", "h")]);
        var ratios = new Dictionary<string, double> { ["g"] = ratio, ["h"] = ratio };
        Assert.Equal(paper, cost.Ratio(ratios), 1e-12);
        Assert.Equal(dense, cost.DenseRatio(ratios), 1e-12);
    }

    [Fact]
    public void Should_Rise_With_Every_Ratio()
    {
        var cost = Chain(6, 1);
        var random = new Random(1);
        for (var trial = 0; trial < 50; trial++)
        {
            var ratios = cost.Groups.ToDictionary(group => group, _ => random.NextDouble() * 0.9);
            foreach (var group in cost.Groups)
            {
                var more = new Dictionary<string, double>(ratios) { [group] = ratios[group] + 0.1 };
                Assert.True(cost.Ratio(more) > cost.Ratio(ratios));
                Assert.True(cost.DenseRatio(more) > cost.DenseRatio(ratios));
                Assert.True(cost.DenseRatio(ratios) >= cost.Ratio(ratios));
            }
        }
    }

    [Fact]
    public void Should_Count_The_Layers_Of_A_Network()
    {
        using var scope = NewDisposeScope();
        var network = Pairs.Network("resnet", 1);
        var cost = MergeCost.Of(network, Pairs.Spec("resnet")(network.state_dict()), Pairs.Images(2, 1));
        var layers = cost.Layers.ToDictionary(layer => layer.Weight);
        Assert.Equal(64 * 9 * 4, layers["conv1.weight"].Operations);
        Assert.Equal((null, "conv1"), (layers["conv1.weight"].InputGroup, layers["conv1.weight"].OutputGroup));
        Assert.Equal(16 * 9 * 4 * 6, layers["layer2.0.conv1.weight"].Operations);
        Assert.Equal(("layer1.0.conv1", "conv1"), (layers["layer1.0.conv2.weight"].InputGroup, layers["layer1.0.conv2.weight"].OutputGroup));
        Assert.Equal(8 * 3, layers["fc.weight"].Operations);
        Assert.Equal(1, cost.Ratio(new Dictionary<string, double>()), 1e-12);
        Assert.Equal(2, cost.Ratio(cost.Groups.ToDictionary(group => group, _ => 1.0)), 1e-12);
    }

    [Theory]
    [InlineData(1, 1.2)]
    [InlineData(2, 1.4)]
    [InlineData(3, 1.7)]
    [InlineData(4, 1.05)]
    [InlineData(5, 1.95)]
    public void Should_Be_As_Good_As_A_Finer_Grid_And_Within_Its_Bound(int seed, double budget)
    {
        var cost = Chain(6, seed);
        var weights = Weights(cost, seed);
        var best = FinestGrid(cost, weights, budget, 8);
        foreach (var exhaustive in new[] { 8, 0 })
        {
            var found = RatioProgram.Solve(cost, weights, budget, new RatioProgramOptions { ExhaustiveGroups = exhaustive, Seed = seed });
            Assert.True(found.Cost <= budget + 1e-9, $"{found.Cost}");
            Assert.Equal(found.Cost, cost.Ratio(found.Ratios), 1e-12);
            Assert.Equal(found.Objective, found.Ratios.Sum(pair => pair.Value * weights[pair.Key]), 1e-9);
            Assert.True(found.Objective >= best - 1e-9, $"{found.Objective} against {best} on the grid");
            Assert.True(found.Bound >= found.Objective && found.Gap < 0.02, $"gap {found.Gap}");
            Assert.True(found.Bound >= best - 1e-9);
        }
    }

    [Theory]
    [InlineData(1.1)]
    [InlineData(1.5)]
    [InlineData(1.9)]
    public void Should_Never_Be_Worse_Than_The_Uniform_Point(double budget)
    {
        for (var seed = 10; seed < 20; seed++)
        {
            var cost = Chain(seed % 2 == 0 ? 6 : 10, seed);
            var weights = Weights(cost, seed);
            var uniform = RatioProgram.Uniform(cost, budget);
            Assert.Equal(budget, uniform.Cost, 1e-9);
            Assert.Single(uniform.Ratios.Values.Distinct());
            var found = RatioProgram.Solve(cost, weights, budget, new RatioProgramOptions { BoundBoxes = 0 });
            Assert.Null(found.Gap);
            Assert.True(found.Objective >= uniform.Ratios.Sum(pair => pair.Value * weights[pair.Key]) - 1e-12);
            Assert.Equal(budget, found.Cost, 1e-6);
        }
    }

    [Fact]
    public void Should_Use_The_Whole_Range_At_The_Ends()
    {
        var cost = Chain(6, 1);
        Assert.All(RatioProgram.Solve(cost, Weights(cost, 1), 2).Ratios.Values, ratio => Assert.Equal(1, ratio, 1e-9));
        Assert.All(RatioProgram.Solve(cost, Weights(cost, 1), 1).Ratios.Values, ratio => Assert.Equal(0, ratio, 1e-9));
        Assert.All(RatioProgram.Uniform(cost, 3).Ratios.Values, ratio => Assert.Equal(1, ratio));
    }

    [Fact]
    public void Should_Separate_The_Last_Stages_First()
    {
        var cost = new MergeCost(["stem", "one", "two"], [new("a", 4, null, "stem"), new("b", 4, "stem", "one"), new("c", 4, "one", "two"), new("d", 4, "two", null)]);
        IReadOnlyList<string>[] stages = [["one"], ["two"]];
        Assert.Equal([0, 0, 0], RatioProgram.LastStages(cost, stages, 1.2).Ratios.Values);
        Assert.Equal([0, 0, 1], RatioProgram.LastStages(cost, stages, 1.5).Ratios.Values);
        var all = RatioProgram.LastStages(cost, stages, 2);
        Assert.Equal([0, 1, 1], all.Ratios.Values);
        Assert.Equal(1.75, all.Cost);
    }

    [Fact]
    public void Should_Weigh_Groups_By_What_They_Add_And_Take()
    {
        var proxy = ProxyWeights.Measure(["g", "h"], ratios => 0.4 + (0.3 * ratios["g"]) + (0.1 * ratios["h"] * ratios["g"]));
        Assert.Equal(0.4, proxy.Merged);
        Assert.Equal(0.8, proxy.Separate, 1e-12);
        Assert.Equal(0.3, proxy.At(1)["g"], 1e-12);
        Assert.Equal(0, proxy.At(1)["h"], 1e-12);
        Assert.Equal(0.4, proxy.At(2)["g"], 1e-12);
        Assert.Equal(0.05, proxy.At(1.5)["h"], 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => proxy.At(2.5));
    }

    [Fact]
    public void Should_Say_What_Is_Wrong()
    {
        var cost = Chain(3, 1);
        Assert.Throws<ArgumentException>(() => RatioProgram.Uniform(cost, 0.9));
        Assert.Contains("no finite weight", Assert.Throws<ArgumentException>(() => RatioProgram.Solve(cost, new Dictionary<string, double>(), 1.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => cost.Ratio(new Dictionary<string, double> { ["other"] = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => cost.Ratio(new Dictionary<string, double> { ["g0"] = 1.5 }));
        Assert.Throws<ArgumentException>(() => new MergeCost(["g"], [new LayerCost("w", 1, "h", null)]));
        Assert.Throws<ArgumentException>(() => new MergeCost(["g"], []));
    }

    private static MergeCost Chain(int groups, int seed)
    {
        var random = new Random(seed);
        string[] names = [.. Enumerable.Range(0, groups).Select(i => $"g{i}")];
        var layers = names.Select((name, i) => new LayerCost($"w{i}", 1 + (9 * random.NextDouble()), i == 0 ? null : names[i - 1], name)).Append(new LayerCost("head", 1, names[^1], null));
        return new MergeCost(names, layers.Append(new LayerCost("skip", 2, names[0], names[groups / 2])));
    }

    private static Dictionary<string, double> Weights(MergeCost cost, int seed)
    {
        var random = new Random(100 + seed);
        return cost.Groups.ToDictionary(group => group, _ => random.NextDouble());
    }

    private static double FinestGrid(MergeCost cost, Dictionary<string, double> weights, double budget, int steps)
    {
        var best = 0.0;
        var ratios = new double[cost.Groups.Count];
        double[] worth = [.. cost.Groups.Select(group => weights[group])];
        Visit(0, 0);
        return best;

        void Visit(int group, double objective)
        {
            if (cost.Ratio(ratios) > budget + 1e-12)
            {
                return;
            }

            best = Math.Max(best, objective);
            for (var step = 0; group < ratios.Length && step <= steps; step++)
            {
                ratios[group] = (double)step / steps;
                Visit(group + 1, objective + (worth[group] * ratios[group]));
            }

            if (group < ratios.Length)
            {
                ratios[group] = 0;
            }
        }
    }
}
