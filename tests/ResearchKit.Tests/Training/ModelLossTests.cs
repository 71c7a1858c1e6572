using ResearchKit.Models;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training;

public sealed class ModelLossTests
{
    [Fact]
    public void Should_Give_The_Mean_Over_All_Data_When_Batches_Are_Uneven()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(10);
        using var model = Fixtures.SmallMlp(1);
        var parameters = Fixtures.Copy(model);
        var whole = new ModelLoss(model, data, 10);
        var parts = new ModelLoss(model, data, 3);

        Assert.Equal(4, parts.BatchCount);
        Assert.Equal(10, parts.Count);
        var byHand = (3 * (parts.Loss(parameters, 0) + parts.Loss(parameters, 1) + parts.Loss(parameters, 2)) + parts.Loss(parameters, 3)) / 10;
        Assert.Equal(whole.Loss(parameters, 0), byHand, 1e-12);
        Assert.Equal(byHand, parts.Evaluate(parameters).Loss, 1e-12);
        Assert.Equal(whole.Evaluate().Accuracy, parts.Evaluate().Accuracy, 1e-12);
        Assert.Equal(parts.Loss(parameters, 2), parts.LossAndGradient(parameters, 2, out _), 1e-12);
    }

    [Fact]
    public void Should_Give_Cross_Entropy_And_Accuracy_When_Computed_By_Hand()
    {
        using var scope = NewDisposeScope();
        using var model = new Mlp(new MlpOptions { InputSize = 2, HiddenSizes = [], Classes = 2, DataType = ScalarType.Float64 }, 1);
        var parameters = new Dictionary<string, Tensor>
        {
            ["fc0.weight"] = tensor(new double[] { 1, 0, 0, 1 }, [2, 2]),
            ["fc0.bias"] = tensor(new double[] { 0, 0 }, [2]),
        };
        var inputs = tensor(new double[] { 2, 0, 0, 1, 3, 1 }, [3, 2]);
        var labels = tensor(new long[] { 0, 1, 1 }, [3]);
        var evaluation = new ModelLoss(model, inputs, labels, 2).Evaluate(parameters);
        var expected = (Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(2))) / 3;
        Assert.Equal(expected, evaluation.Loss, 1e-12);
        Assert.Equal(2.0 / 3, evaluation.Accuracy, 1e-12);
    }

    [Fact]
    public void Should_Agree_With_Central_Differences_When_Differentiated()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(9);
        using var model = Fixtures.SmallMlp(2);
        var parameters = Fixtures.Copy(model);
        var direction = Fixtures.NormalLike(parameters, 3);
        var loss = new ModelLoss(model, data, 4);
        const double Step = 1e-5;

        var value = loss.LossAndGradient(parameters, out var gradient);
        var up = loss.Evaluate(Fixtures.Add(parameters, direction, Step)).Loss;
        var down = loss.Evaluate(Fixtures.Add(parameters, direction, -Step)).Loss;
        Assert.Equal(loss.Evaluate(parameters).Loss, value, 1e-12);
        Assert.Equal((up - down) / (2 * Step), Fixtures.Dot(gradient, direction), 1e-8);

        loss.LossAndGradient(Fixtures.Add(parameters, direction, Step), out var gradientUp);
        loss.LossAndGradient(Fixtures.Add(parameters, direction, -Step), out var gradientDown);
        var product = loss.HessianVectorProduct(parameters, direction);
        foreach (var (name, tensor) in product)
        {
            var difference = (gradientUp[name] - gradientDown[name]) / (2 * Step);
            Assert.True(allclose(tensor, difference, 1e-6, 1e-7), name);
            Assert.False(tensor.requires_grad, name);
        }
    }

    [Fact]
    public void Should_Put_The_Modules_Own_Tensors_And_Modes_Back_When_Done()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(6);
        using var model = Fixtures.SmallMlp(1);
        var before = Fixtures.Copy(model);
        var other = Fixtures.NormalLike(before, 2);
        var loss = new ModelLoss(model, data, 6);
        model.train();
        model.children().First().train(false);

        loss.Loss(other, 0);
        loss.LossAndGradient(other, 0, out _);
        loss.HessianVectorProduct(other, other);
        Assert.True(model.training);
        Assert.False(model.children().First().training);
        Assert.True(model.children().Last().training);
        Assert.All(before, p => Assert.True(p.Value.Equals(model.state_dict()[p.Key]), p.Key));
    }

    [Fact]
    public void Should_Name_The_Tensor_When_Parameters_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(6);
        using var model = Fixtures.SmallMlp(1);
        var before = Fixtures.Copy(model);
        var loss = new ModelLoss(model, data, 6);

        var missing = Fixtures.Copy(model);
        missing.Remove("fc1.bias");
        Assert.Contains("'fc1.bias' is missing", Assert.Throws<ArgumentException>(() => loss.Loss(missing, 0)).Message, StringComparison.Ordinal);

        var misshapen = Fixtures.Copy(model);
        misshapen["fc1.weight"] = zeros(7, 5);
        Assert.Contains("'fc1.weight' has shape [7, 5]; the model has [5, 7]", Assert.Throws<ArgumentException>(() => loss.Evaluate(misshapen)).Message, StringComparison.Ordinal);

        var strange = Fixtures.Copy(model);
        strange["extra"] = zeros(1);
        Assert.Contains("'extra'", Assert.Throws<ArgumentException>(() => loss.LossAndGradient(strange, 0, out _)).Message, StringComparison.Ordinal);
        Assert.Contains("'fc0.weight'", Assert.Throws<ArgumentException>(() => loss.HessianVectorProduct(before, new Dictionary<string, Tensor>())).Message, StringComparison.Ordinal);
        Assert.All(before, p => Assert.True(p.Value.Equals(model.state_dict()[p.Key]), p.Key));
    }

    [Fact]
    public void Should_Refuse_Bad_Batches_When_Asked()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(6);
        using var empty = data.Take(0);
        using var model = Fixtures.SmallMlp(1);
        Assert.Throws<ArgumentException>(() => new ModelLoss(model, data, 0));
        Assert.Throws<ArgumentException>(() => new ModelLoss(model, empty, 2));
        Assert.Throws<ArgumentException>(() => new ModelLoss(model, zeros(3, 16), zeros([2], ScalarType.Int64), 2));
        var loss = new ModelLoss(model, data, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.Loss(Fixtures.Copy(model), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.Loss(Fixtures.Copy(model), -1));
    }

    [Fact]
    public void Should_Return_Not_A_Number_When_The_Parameters_Are_Not()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(6);
        using var model = Fixtures.SmallMlp(1);
        var parameters = Fixtures.Copy(model);
        parameters["fc0.bias"].fill_(double.NaN);
        Assert.True(double.IsNaN(new ModelLoss(model, data, 6).Loss(parameters, 0)));
    }

    [Fact]
    public void Should_Differentiate_When_The_Caller_Has_Switched_Gradients_Off()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(6);
        using var model = Fixtures.SmallMlp(1);
        using var frozen = no_grad();
        new ModelLoss(model, data, 6).LossAndGradient(Fixtures.Copy(model), 0, out var gradient);
        Assert.Equal(model.named_parameters().Select(p => p.name), gradient.Keys);
        Assert.NotEqual(0, Fixtures.Dot(gradient, gradient));
    }
}
