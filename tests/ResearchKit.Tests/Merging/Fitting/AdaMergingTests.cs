using ResearchKit.Merging;
using ResearchKit.Merging.Fitting;
using ResearchKit.Merging.Methods;
using ResearchKit.Models;
using ResearchKit.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Fitting;

public sealed class AdaMergingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_Make_Predictions_More_Certain(bool layerWise)
    {
        using var scope = NewDisposeScope();
        var (network, basis, models, inputs) = Setting();
        using var owner = network;
        var own = Fixtures.Copy(network);

        var result = AdaMerging.Fit(network, basis, models, inputs, new AdaMergingOptions { LayerWise = layerWise, LearningRate = .02, Steps = 40, BatchSize = 20 });

        Assert.Equal(40, result.Entropies.Count);
        Assert.True(result.Entropies[^1] < result.Entropies[0] - .01, $"entropy went from {result.Entropies[0]} to {result.Entropies[^1]}");
        Assert.Equal(layerWise ? basis.Count : 1, result.Coefficients[0].Values.Distinct().Count());
        foreach (var (name, tensor) in result.Tensors)
        {
            var expected = basis[name] + ((models[0][name] - basis[name]) * result.Coefficients[0][name]) + ((models[1][name] - basis[name]) * result.Coefficients[1][name]);
            Assert.True(tensor.allclose(expected), name);
        }

        Assert.All(network.state_dict(), pair => Assert.True(pair.Value.equal(own[pair.Key]).all().item<bool>(), $"{pair.Key} was not put back"));
    }

    [Fact]
    public void Should_Step_Against_The_Slope_Of_The_Entropy()
    {
        using var scope = NewDisposeScope();
        var (network, basis, models, inputs) = Setting();
        using var owner = network;
        const double Rate = 1e-4;

        var result = AdaMerging.Fit(network, basis, models, inputs, new AdaMergingOptions { LayerWise = false, LearningRate = Rate, Steps = 1, BatchSize = 20 });

        for (var task = 0; task < 2; task++)
        {
            double[] up = [.3, .3];
            double[] down = [.3, .3];
            up[task] += 1e-4;
            down[task] -= 1e-4;
            var slope = Entropy(network, basis, models, inputs, up) - Entropy(network, basis, models, inputs, down);
            Assert.Equal(.3 - (Math.Sign(slope) * Rate), result.Coefficients[task]["fc0.weight"], 1e-7); // Adam's first step has the length of the rate
        }

        Assert.Equal(Entropy(network, basis, models, inputs, [.3, .3]), result.Entropies[0], 1e-9);
    }

    [Fact]
    public void Should_Merge_Trimmed_Task_Vectors_When_A_Density_Is_Given()
    {
        using var scope = NewDisposeScope();
        var (network, basis, models, inputs) = Setting();
        using var owner = network;
        var options = new AdaMergingOptions { TrimDensity = .2, Initial = 1, Steps = 1, LearningRate = 1e-12, LayerWise = false };

        var merged = AdaMerging.Fit(network, basis, models, inputs, options).Tensors;

        var ties = ModelMerge.Merge(new TiesMerge { Density = .2, Normalize = false }, models, [1, 1], new ModelMergeOptions { Base = basis });
        Assert.All(ties, pair => Assert.True(pair.Value.allclose(merged[pair.Key], 1e-6, 1e-8), pair.Key));
    }

    [Fact]
    public void Should_Leave_Other_Heads_Alone_And_Average_Running_Statistics()
    {
        using var scope = NewDisposeScope();
        using var network = new ResNet(ResNetOptions.ResNet8 with { Widths = [4, 4, 4], InputChannels = 1, InputSize = 8, Classes = 4 }, 1);
        using var data = ToyData.Stripes(12, side: 8);
        var basis = Fixtures.Copy(network);
        Dictionary<string, Tensor>[] models = [Moved(basis, 1), Moved(basis, 2)];
        var options = new AdaMergingOptions { Steps = 2, BatchSize = 6, BatchStatistics = true, Head = (scores, task) => scores.narrow(1, 2 * task, 2) };

        var result = AdaMerging.Fit(network, basis, models, [data.Images, data.Images], options);

        Assert.True(result.Tensors["bn1.running_mean"].allclose((models[0]["bn1.running_mean"] + models[1]["bn1.running_mean"]) / 2));
        Assert.DoesNotContain("bn1.running_mean", result.Coefficients[0].Keys);
        Assert.Equal(basis.Keys, result.Tensors.Keys);
    }

    [Fact]
    public void Should_Refuse_Inputs_That_Do_Not_Fit_The_Models()
    {
        using var scope = NewDisposeScope();
        var (network, basis, models, inputs) = Setting();
        using var owner = network;

        Assert.Throws<ArgumentException>(() => AdaMerging.Fit(network, basis, models, [inputs[0]]));
        Assert.Throws<ArgumentException>(() => AdaMerging.Fit(network, basis, [], []));
    }

    private static (Mlp Network, Dictionary<string, Tensor> Base, Dictionary<string, Tensor>[] Models, Tensor[] Inputs) Setting()
    {
        var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(40);
        var basis = Fixtures.Copy(network);
        var images = data.Images.to(ScalarType.Float64);
        return (network, basis, [Moved(basis, 2), Moved(basis, 3)], [images.narrow(0, 0, 20).clone(), images.narrow(0, 20, 20).clone()]);
    }

    private static Dictionary<string, Tensor> Moved(Dictionary<string, Tensor> basis, int seed) => basis.ToDictionary(
        pair => pair.Key,
        pair => pair.Value.is_floating_point() ? pair.Value + (Fixtures.NormalLike(new Dictionary<string, Tensor> { ["x"] = pair.Value }, seed)["x"] * .3).abs() : pair.Value.clone());

    private static double Entropy(Mlp network, Dictionary<string, Tensor> basis, Dictionary<string, Tensor>[] models, Tensor[] inputs, double[] coefficients)
    {
        var merged = Fixtures.Add(basis, Fixtures.Add(models[0], basis, -1), coefficients[0]);
        merged = Fixtures.Add(merged, Fixtures.Add(models[1], basis, -1), coefficients[1]);
        var own = Fixtures.Copy(network);
        network.load_state_dict(merged);
        using var frozen = no_grad();
        var value = inputs.Average(images =>
        {
            var p = network.call(images).softmax(1);
            return -(p * p.log()).sum(1).mean().item<double>();
        });
        network.load_state_dict(own);
        return value;
    }
}
