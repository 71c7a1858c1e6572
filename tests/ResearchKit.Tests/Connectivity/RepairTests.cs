using ResearchKit.Connectivity;
using ResearchKit.Models;
using ResearchKit.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class RepairTests
{
    private const double Tolerance = 1e-6;
    private static readonly RepairOptions Exact = new() { BatchSize = 1000, Epsilon = 1e-14 };

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    public void Should_Give_The_Mean_Of_The_Models_Deviations_And_Means(double lambda)
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(60);
        var (a, b) = Pair(network);

        var repaired = Repair.Apply(network, a, b, Interpolation.Lerp(a, b, lambda), data.Images, Exact with { Lambda = lambda });

        AssertTargets(network, a, b, repaired.Tensors, data.Images, lambda);
        Assert.Equal(["fc0.weight", "fc1.weight", "fc2.weight"], repaired.Layers.Select(layer => layer.Layer));
        Assert.All(network.state_dict(), pair => Assert.True(pair.Value.equal(a[pair.Key]).all().item<bool>(), $"{pair.Key} was not put back"));
    }

    [Fact]
    public void Should_Repair_Convolutions_By_Channel()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(
            ("c0", nn.Conv2d(1, 3, 3, padding: 1L, dtype: ScalarType.Float64)), ("r0", nn.ReLU()), ("c1", nn.Conv2d(3, 2, 3, stride: 2, dtype: ScalarType.Float64)), ("r1", nn.ReLU()), ("flat", nn.Flatten()), ("fc", nn.Linear(18, 4, dtype: ScalarType.Float64)));
        using var data = ToyData.Stripes(60, side: 8);
        var (a, b) = Pair(network);

        var repaired = Repair.Apply(network, a, b, Interpolation.Lerp(a, b, .5), data.Images, Exact);

        AssertTargets(network, a, b, repaired.Tensors, data.Images, .5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Should_Change_Nothing_When_Both_Models_Are_The_Merged_One(bool closedForm)
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(30);
        var (a, _) = Pair(network);

        var repaired = Repair.Apply(network, a, a, a, data.Images, new RepairOptions { BatchSize = 30, ClosedForm = closedForm });

        Assert.All(a, pair => Assert.True(pair.Value.allclose(repaired.Tensors[pair.Key], Tolerance, Tolerance), pair.Key));
        Assert.All(repaired.Layers, layer => Assert.Equal(1, layer.VarianceRatio, 1e-6));
    }

    [Fact]
    public void Should_Agree_With_The_Closed_Form_In_The_First_Layer_Whatever_The_Batches()
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(60);
        var (a, b) = Pair(network);
        var merged = Interpolation.Lerp(a, b, .3);

        var settled = Repair.Apply(network, a, b, merged, data.Images, Exact with { Lambda = .3 });
        var closed = Repair.Apply(network, a, b, merged, data.Images, Exact with { Lambda = .3, ClosedForm = true });
        var batched = Repair.Apply(network, a, b, merged, data.Images, Exact with { Lambda = .3, ClosedForm = true, BatchSize = 7 });

        foreach (var name in new[] { "fc0.weight", "fc0.bias" })
        {
            Assert.True(settled.Tensors[name].allclose(closed.Tensors[name], Tolerance, Tolerance), name);
        }

        Assert.All(closed.Tensors, pair => Assert.True(pair.Value.allclose(batched.Tensors[pair.Key], Tolerance, Tolerance), pair.Key));
    }

    [Fact]
    public void Should_Tell_How_Far_Activations_Collapsed()
    {
        using var scope = NewDisposeScope();
        using var network = new Mlp(new MlpOptions { InputSize = 16, HiddenSizes = [64, 64, 64], Classes = 4 }, 1);
        using var other = new Mlp(network.Options, 2);
        using var data = ToyData.Stripes(60);
        var (a, b) = (Fixtures.Copy(network), Fixtures.Copy(other));

        var layers = Repair.Apply(network, a, b, Interpolation.Lerp(a, b, .5), data.Images, Exact).Layers;

        // Independent weights: half the variance of each layer is lost at λ = 1/2, and gains are about √2.
        Assert.All(layers.SkipLast(1), layer => Assert.InRange(layer.VarianceRatio, .3, .8));
        Assert.All(layers.SkipLast(1), layer => Assert.InRange(layer.MeanGain, 1.1, 1.9));
    }

    [Fact]
    public void Should_Leave_Alone_What_Is_Not_Chosen_And_Layers_Without_Bias()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("l0", nn.Linear(16, 5, hasBias: false)), ("l1", nn.Linear(5, 5)), ("l2", nn.Linear(5, 4)));
        using var data = ToyData.Stripes(20);
        var images = data.Images.flatten(1);
        var (a, b) = Pair(network);
        var merged = Interpolation.Lerp(a, b, .5);

        var repaired = Repair.Apply(network, a, b, merged, images, new RepairOptions { Layers = name => name != "l2.weight" });

        Assert.Equal(["l1.weight"], repaired.Layers.Select(layer => layer.Layer));
        Assert.All(merged.Where(pair => !pair.Key.StartsWith("l1", StringComparison.Ordinal)), pair => Assert.True(pair.Value.equal(repaired.Tensors[pair.Key]).all().item<bool>(), pair.Key));
        Assert.False(merged["l1.weight"].equal(repaired.Tensors["l1.weight"]).all().item<bool>());
    }

    [Fact]
    public void Should_Measure_The_Same_Statistics_Whatever_The_Batches()
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(50);
        var parameters = Fixtures.Copy(network);
        var expected = data.Images.flatten(1).to(ScalarType.Float64).matmul(parameters["fc0.weight"].t()) + parameters["fc0.bias"];

        var (whole, parts) = (ActivationStatistics.Measure(network, parameters, data.Images), ActivationStatistics.Measure(network, parameters, data.Images, 7));

        for (var layer = 0; layer < whole.Count; layer++)
        {
            Assert.All(whole[layer].Deviations.Zip(parts[layer].Deviations), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }

        Assert.All(whole[0].Means.Zip(expected.mean([0L]).data<double>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.All(whole[0].Deviations.Zip(expected.std(0L, unbiased: false).data<double>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Should_Refuse_What_Is_Out_Of_Range()
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(5);
        var (a, b) = Pair(network);

        foreach (var options in new[] { new RepairOptions { Lambda = 1.5 }, new RepairOptions { BatchSize = 0 }, new RepairOptions { Epsilon = 0 } })
        {
            Assert.Throws<ArgumentException>(() => Repair.Apply(network, a, b, a, data.Images, options));
        }

        Assert.Throws<ArgumentException>(() => Repair.Apply(network, a, b, a, zeros(0, 16)));
        Assert.Throws<ArgumentException>(() => Repair.Apply(network, a, b, a, zeros(0, 16), new RepairOptions { ClosedForm = true }));
    }

    private static (Dictionary<string, Tensor> A, Dictionary<string, Tensor> B) Pair(nn.Module network)
    {
        var a = Fixtures.Copy(network);
        return (a, Fixtures.Add(a, Fixtures.NormalLike(a, 3), .2));
    }

    private static void AssertTargets(
        nn.Module<Tensor, Tensor> network, Dictionary<string, Tensor> a, Dictionary<string, Tensor> b, IReadOnlyDictionary<string, Tensor> repaired, Tensor inputs, double lambda)
    {
        var (of, and, now) = (ActivationStatistics.Measure(network, a, inputs), ActivationStatistics.Measure(network, b, inputs), ActivationStatistics.Measure(network, repaired, inputs));
        for (var layer = 0; layer < now.Count; layer++)
        {
            for (var channel = 0; channel < now[layer].Means.Count; channel++)
            {
                Assert.Equal(((1 - lambda) * of[layer].Means[channel]) + (lambda * and[layer].Means[channel]), now[layer].Means[channel], Tolerance);
                Assert.Equal(((1 - lambda) * of[layer].Deviations[channel]) + (lambda * and[layer].Deviations[channel]), now[layer].Deviations[channel], Tolerance);
            }
        }
    }
}
