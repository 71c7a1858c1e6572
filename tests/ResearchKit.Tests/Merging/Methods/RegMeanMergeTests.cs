using ResearchKit.Merging;
using ResearchKit.Merging.Fitting;
using ResearchKit.Merging.Methods;
using ResearchKit.Models;
using ResearchKit.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Methods;

public sealed class RegMeanMergeTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Should_Give_The_Weights_Back_When_There_Is_One_Model_Or_All_Are_Equal()
    {
        using var scope = NewDisposeScope();
        var (weight, grams) = (Normal(1, 3, 4), new[] { Gram(2, 4), Gram(3, 4) });

        Assert.True(Merge([weight], [grams[0]]).allclose(weight, Tolerance, Tolerance));
        Assert.True(Merge([weight, weight.clone()], grams).allclose(weight, Tolerance, Tolerance));
    }

    [Fact]
    public void Should_Give_The_Mean_When_Inputs_Are_White()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Normal(1, 3, 4), Normal(2, 3, 4));
        var white = eye(4, dtype: ScalarType.Float64);

        Assert.True(Merge([a, b], [white, white]).allclose((a + b) / 2, Tolerance, Tolerance));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9)]
    public void Should_Solve_The_Normal_Equations(double offDiagonal)
    {
        using var scope = NewDisposeScope();
        Tensor[] weights = [Normal(1, 3, 4), Normal(2, 3, 4)];
        Tensor[] grams = [Gram(3, 4), Gram(4, 4)];

        var merged = Merge(weights, grams, new RegMeanMerge(Named(grams)) { OffDiagonal = offDiagonal, Ridge = 0 }).to(ScalarType.Float64);

        var residual = zeros(3, 4, dtype: ScalarType.Float64);
        for (var i = 0; i < 2; i++)
        {
            var gram = (grams[i] * offDiagonal) + (grams[i].diag().diag() * (1 - offDiagonal));
            residual += (merged - weights[i].to(ScalarType.Float64)).matmul(gram);
        }

        Assert.True(residual.abs().max().item<double>() < Tolerance);
    }

    [Fact]
    public void Should_Take_The_Mean_Where_No_Input_Is_Ever_On()
    {
        using var scope = NewDisposeScope();
        Tensor[] weights = [Normal(1, 3, 4), Normal(2, 3, 4)];
        var mask = tensor(new double[] { 1, 1, 0, 1 });
        Tensor[] grams = [.. new[] { Gram(3, 4), Gram(4, 4) }.Select(gram => gram * mask.unsqueeze(0) * mask.unsqueeze(1))];

        var merged = Merge(weights, grams);
        var dead = Merge(weights, [zeros(4, 4, dtype: ScalarType.Float64), zeros(4, 4, dtype: ScalarType.Float64)]);
        var unhelped = Merge(weights, grams, new RegMeanMerge(Named(grams)) { Ridge = 0 });

        var mean = (weights[0] + weights[1]) / 2;
        Assert.True(merged.select(1, 2).allclose(mean.select(1, 2), Tolerance, Tolerance));
        Assert.False(merged.select(1, 1).allclose(mean.select(1, 1), Tolerance, Tolerance));
        Assert.True(dead.allclose(mean, Tolerance, Tolerance));
        Assert.True(unhelped.isfinite().all().item<bool>());
    }

    [Fact]
    public void Should_Take_The_Mean_Of_Tensors_Without_Matrix_And_Refuse_One_Of_Another_Size()
    {
        using var scope = NewDisposeScope();
        Tensor[] biases = [Normal(1, 3), Normal(2, 3)];
        Tensor[] grams = [Gram(3, 4), Gram(4, 4)];
        var method = new RegMeanMerge(Named(grams));

        Assert.True(method.Merge(new MergeInput { Name = "b", Tensors = biases, Weights = [1, 1] }).allclose((biases[0] + biases[1]) / 2));
        var error = Assert.Throws<ArgumentException>(() => method.Merge(new MergeInput { Name = "w", Tensors = [Normal(1, 3, 5), Normal(2, 3, 5)], Weights = [1, 1] }));
        Assert.Contains("[4, 4]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[5, 5]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Beat_The_Mean_At_Reproducing_The_Layers_When_Merging_Networks()
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(40);
        Dictionary<string, Tensor>[] models = [Fixtures.Copy(network), Fixtures.Add(Fixtures.Copy(network), Fixtures.NormalLike(Fixtures.Copy(network), 2), .3)];
        Tensor[] inputs = [data.Images.narrow(0, 0, 20), data.Images.narrow(0, 20, 20)];
        Dictionary<string, Tensor>[] grams = [.. models.Zip(inputs, (model, images) => GramMatrices.Collect(network, model, images, 7))];

        var merged = ModelMerge.Merge(new RegMeanMerge(grams), models)["fc0.weight"];

        double Error(Tensor weight) => models.Zip(inputs, (model, images) => (images.flatten(1).to(ScalarType.Float64).matmul((weight - model["fc0.weight"]).t())).square().sum().item<double>()).Sum();
        var mean = ModelMerge.Merge(new LinearMerge(), models)["fc0.weight"];
        Assert.True(Error(merged) < Error(mean), $"least squares gives {Error(merged)}, the mean {Error(mean)}");
    }

    [Fact]
    public void Should_Measure_What_Dense_Layers_Are_Given()
    {
        using var scope = NewDisposeScope();
        using var network = Fixtures.SmallMlp(1);
        using var data = ToyData.Stripes(10);
        var parameters = Fixtures.Copy(network);
        var zero = parameters.ToDictionary(pair => pair.Key, pair => zeros_like(pair.Value));

        var grams = GramMatrices.Collect(network, zero, data.Images, 4);

        var rows = data.Images.flatten(1).to(ScalarType.Float64);
        Assert.Equal(["fc0.weight", "fc1.weight", "fc2.weight"], grams.Keys);
        Assert.True(grams["fc0.weight"].allclose(rows.t().matmul(rows) / 10));
        Assert.Equal(0, grams["fc1.weight"].abs().max().item<double>());
        Assert.All(network.state_dict(), pair => Assert.True(pair.Value.equal(parameters[pair.Key]).all().item<bool>(), $"{pair.Key} was not put back"));
    }

    [Theory]
    [InlineData(1, 0, 1, 3)]
    [InlineData(2, 1, 1, 3)]
    [InlineData(1, 2, 2, 3)]
    [InlineData(2, 0, 1, 1)]
    public void Should_Measure_The_Patches_Of_Convolutions(long stride, long padding, long dilation, long kernel)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(6);
        using var network = nn.Conv2d(3, 2, kernel, stride: stride, padding: padding, dilation: dilation);
        var images = randn([5, 3, 7, 6], generator: generator);
        var parameters = Fixtures.Copy(network);

        var gram = GramMatrices.Collect(network, parameters, images, 2)["weight"];

        var patches = nn.functional.unfold(images, (kernel, kernel), (dilation, dilation), (padding, padding), (stride, stride)).transpose(1, 2).reshape(-1, 3 * kernel * kernel).to(ScalarType.Float64);
        Assert.True(gram.allclose(patches.t().matmul(patches) / patches.shape[0], 1e-5, 1e-5));
        Assert.All(network.state_dict(), pair => Assert.True(pair.Value.equal(parameters[pair.Key]).all().item<bool>(), $"{pair.Key} was not put back"));
    }

    [Fact]
    public void Should_Merge_A_Convolutional_Network_To_Itself()
    {
        using var scope = NewDisposeScope();
        using var network = new ResNet(ResNetOptions.ResNet8 with { Widths = [4, 4, 8], InputChannels = 1, InputSize = 8 }, 1);
        using var data = ToyData.Stripes(12, side: 8);
        var model = Fixtures.Copy(network);
        var grams = GramMatrices.Collect(network, model, data.Images);

        var merged = ModelMerge.Merge(new RegMeanMerge([grams, grams]), [model, model]);

        Assert.Contains("layer1.0.conv1.weight", grams.Keys);
        Assert.All(merged, pair => Assert.True(pair.Value.allclose(model[pair.Key], Tolerance, Tolerance), pair.Key));
    }

    private static Tensor Normal(int seed, params long[] shape)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, generator: generator);
    }

    private static Tensor Gram(int seed, long inputs)
    {
        var rows = Normal(seed, 20, inputs).to(ScalarType.Float64);
        return rows.t().matmul(rows) / 20;
    }

    private static Dictionary<string, Tensor>[] Named(IEnumerable<Tensor> grams) => [.. grams.Select(gram => new Dictionary<string, Tensor> { ["w"] = gram })];

    private static Tensor Merge(Tensor[] weights, Tensor[] grams, RegMeanMerge? method = null) =>
        (method ?? new RegMeanMerge(Named(grams))).Merge(new MergeInput { Name = "w", Tensors = weights, Weights = [.. weights.Select(_ => 1.0)] });
}
