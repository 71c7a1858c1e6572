using ResearchKit.Merging;
using ResearchKit.Merging.Fitting;
using ResearchKit.Merging.Methods;
using ResearchKit.Models;
using ResearchKit.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Methods;

public sealed class FisherMergeTests
{
    [Fact]
    public void Should_Weigh_Each_Parameter_By_Its_Information()
    {
        using var scope = NewDisposeScope();

        var merged = Merge(new FisherMerge(Named([1.0, 3.0, 0.0], [1.0, 1.0, 4.0])));

        GoldenVectors.AssertClose([.5, .25, 1], merged, 1e-6); // models 0 and 1 everywhere
    }

    [Fact]
    public void Should_Give_The_Weighted_Mean_When_No_Model_Knows_Anything_About_A_Parameter()
    {
        using var scope = NewDisposeScope();

        GoldenVectors.AssertClose([.25, .25, .25], Merge(new FisherMerge(Named([0.0, 0, 0], [0.0, 0, 0])), [3, 1]), 1e-6);
        GoldenVectors.AssertClose([.25, .25, .25], Merge(new FisherMerge(Named([0.0, 0, 0], [0.0, 0, 0])) { Normalize = true }, [3, 1]), 1e-6);
    }

    [Fact]
    public void Should_Not_Depend_On_The_Scale_Of_A_Model_When_Normalised()
    {
        using var scope = NewDisposeScope();
        double[] large = [1000.0, 3000.0, 2000.0];

        var plain = Merge(new FisherMerge(Named(large, [1.0, 1.0, 4.0])));
        var normalised = Merge(new FisherMerge(Named(large, [1.0, 1.0, 4.0])) { Normalize = true, Floor = 1e-12 });
        var small = Merge(new FisherMerge(Named([1.0, 3.0, 2.0], [1.0, 1.0, 4.0])) { Normalize = true, Floor = 1e-12 });

        Assert.True(plain.max().item<float>() < .01f);
        Assert.True(normalised.allclose(small));
    }

    [Fact]
    public void Should_Take_The_Mean_Of_Tensors_Without_Information_And_Refuse_A_Wrong_Shape()
    {
        using var scope = NewDisposeScope();
        var method = new FisherMerge(Named([1.0, 3.0, 0.0], [1.0, 1.0, 4.0]));

        GoldenVectors.AssertClose([.5], method.Merge(new MergeInput { Name = "running_mean", Tensors = [zeros(1), ones(1)], Weights = [1, 1] }));
        Assert.Contains("[3]", Assert.Throws<ArgumentException>(() => method.Merge(new MergeInput { Name = "w", Tensors = [zeros(2), ones(2)], Weights = [1, 1] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => method.Merge(new MergeInput { Name = "w", Tensors = [zeros(3)], Weights = [1] }));
    }

    [Fact]
    public void Should_Estimate_The_Information_Of_A_Linear_Classifier_As_Its_Formula_Gives_It()
    {
        using var scope = NewDisposeScope();
        var (network, parameters, inputs, expected) = Linear();
        using var owner = network;

        var information = FisherInformation.Estimate(network, parameters, inputs, new FisherOptions { Labels = FisherLabels.Expected });

        Assert.True(information["fc0.weight"].allclose(expected, 1e-9, 1e-12));
        Assert.All(network.state_dict(), pair => Assert.False(pair.Value.equal(parameters[pair.Key]).all().item<bool>(), "the network's own tensors were not put back"));
    }

    [Fact]
    public void Should_Come_Near_The_Formula_When_Labels_Are_Drawn()
    {
        using var scope = NewDisposeScope();
        var (network, parameters, inputs, expected) = Linear();
        using var owner = network;

        var information = FisherInformation.Estimate(network, parameters, inputs.repeat(100, 1), new FisherOptions { Samples = 600, Seed = 3 });

        // p (1 - p) of three classes from 600 draws: a standard deviation of the mean is below a twentieth of the value's scale.
        Assert.True((information["fc0.weight"] - expected).abs().max().item<double>() < .2 * expected.max().item<double>());
        var again = FisherInformation.Estimate(network, parameters, inputs, new FisherOptions { Seed = 3 });
        Assert.True(again["fc0.weight"].equal(FisherInformation.Estimate(network, parameters, inputs, new FisherOptions { Seed = 3 })["fc0.weight"]).all().item<bool>());
    }

    private static (Mlp Network, Dictionary<string, Tensor> Parameters, Tensor Inputs, Tensor Expected) Linear()
    {
        var network = new Mlp(new MlpOptions { InputSize = 2, HiddenSizes = [], Classes = 3, DataType = ScalarType.Float64 }, 1);
        var parameters = Fixtures.NormalLike(Fixtures.Copy(network), 2);
        var inputs = Fixtures.NormalLike(new Dictionary<string, Tensor> { ["x"] = zeros(6, 2, dtype: ScalarType.Float64) }, 5)["x"];
        var p = (inputs.matmul(parameters["fc0.weight"].t()) + parameters["fc0.bias"]).softmax(1); // (6, 3)
        return (network, parameters, inputs, (p * (1 - p)).t().matmul(inputs.square()) / 6);
    }

    private static Dictionary<string, Tensor>[] Named(params double[][] information) => [.. information.Select(values => new Dictionary<string, Tensor> { ["w"] = tensor(values) })];

    private static Tensor Merge(FisherMerge method, double[]? weights = null) =>
        method.Merge(new MergeInput { Name = "w", Tensors = [zeros(3), ones(3)], Weights = weights ?? [1, 1] });
}
