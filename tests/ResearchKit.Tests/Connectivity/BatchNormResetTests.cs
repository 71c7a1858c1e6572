using ResearchKit.Connectivity;
using ResearchKit.Models;
using ResearchKit.Tests.Training;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class BatchNormResetTests
{
    private static readonly VggOptions Small = new() { Plan = [5, VggOptions.Pool, 6], InputChannels = 1, InputSize = 4, Classes = 4 };

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1.0)]
    [InlineData(1e5)]
    public void Should_Average_Over_Batches_When_Reset(double scale)
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(23);
        using var model = new Vgg(Small, 1);
        var parameters = Fixtures.Copy(model);
        parameters["features.0.weight"] *= scale;
        parameters["features.0.bias"] *= scale;
        var reset = BatchNormReset.Reset(model, parameters, data, new BatchNormResetOptions { BatchSize = 8 });

        // Two whole batches; the last seven images make no batch.
        var mean = new double[5];
        var variance = new double[5];
        for (var batch = 0; batch < 2; batch++)
        {
            var maps = nn.functional.conv2d(data.Images.narrow(0, 8 * batch, 8), parameters["features.0.weight"], parameters["features.0.bias"], [1, 1], [1, 1]);
            for (var channel = 0; channel < 5; channel++)
            {
                var values = Fixtures.Values(maps.select(1, channel));
                var average = values.Average();
                mean[channel] += average / 2;
                variance[channel] += values.Sum(v => (v - average) * (v - average)) / (values.Length - 1) / 2;
            }
        }

        Assert.All(Enumerable.Range(0, 5), c => Assert.Equal(mean[c], Fixtures.Values(reset["features.1.running_mean"])[c], 1e-4 * scale));
        Assert.All(Enumerable.Range(0, 5), c => Assert.Equal(1, Fixtures.Values(reset["features.1.running_var"])[c] / variance[c], 1e-3));
        Assert.Equal(parameters.Keys, reset.Keys);
        Assert.True(reset["features.4.weight"].Equals(parameters["features.4.weight"]));
    }

    [Fact]
    public void Should_Put_Tensors_And_Modes_Back_When_Done()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(16);
        using var model = new Vgg(Small, 1);
        model.eval();
        var before = Fixtures.Copy(model);
        BatchNormReset.Reset(model, before, data, new BatchNormResetOptions { BatchSize = 8, MaxBatches = 1 });
        Assert.False(model.training);
        Assert.All(model.modules(), m => Assert.False(m.training));
        Assert.All(before, p => Assert.True(p.Value.Equals(model.state_dict()[p.Key]), p.Key));
    }

    [Fact]
    public void Should_Change_Nothing_When_There_Is_No_Batch_Normalisation()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(16);
        using var model = new Vgg(Small with { Normalization = Normalization.None }, 1);
        var before = Fixtures.Copy(model);
        var after = BatchNormReset.Reset(model, before, data);
        Assert.All(before, p => Assert.True(p.Value.Equals(after[p.Key]), p.Key));
    }

    [Fact]
    public void Should_Give_A_Trained_Model_Back_Its_Accuracy_When_Its_Statistics_Are_Lost()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(128);
        using var model = new Vgg(Small, 1);
        Trainer.Train(model, data, null, new TrainingOptions { Epochs = 10, BatchSize = 16, LearningRate = 0.01 }, 1);
        var parameters = Fixtures.Copy(model);
        var loss = new ModelLoss(model, data, 64);
        var healthy = loss.Evaluate(parameters);
        parameters["features.1.running_mean"].fill_(3);
        parameters["features.5.running_var"].fill_(100);
        Assert.True(loss.Evaluate(parameters).Loss > healthy.Loss + 0.5);
        var reset = loss.Evaluate(BatchNormReset.Reset(model, parameters, data, new BatchNormResetOptions { BatchSize = 64 }));
        Assert.True(reset.Loss < healthy.Loss + 0.1, $"{healthy} {reset}");

        var curve = LossBarrier.Measure(model, parameters, parameters, null, data, new LossBarrierOptions { Points = 3, BatchSize = 64, BatchNormResetData = data }).Test!;
        Assert.Equal(reset.Loss, curve.Merged.Loss, 1e-4);
    }

    [Fact]
    public void Should_Refuse_What_Has_No_Average()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(16);
        using var one = data.Take(1);
        using var model = new Vgg(Small, 1);
        var state = Fixtures.Copy(model);
        Assert.Throws<ArgumentException>(() => BatchNormReset.Reset(model, state, one));
        Assert.Throws<ArgumentException>(() => BatchNormReset.Reset(model, state, data, new BatchNormResetOptions { BatchSize = 1 }));
        Assert.Throws<ArgumentException>(() => BatchNormReset.Reset(model, state, data, new BatchNormResetOptions { MaxBatches = 0 }));
        state.Remove("features.1.running_var");
        Assert.Contains("'features.1.running_var' is missing", Assert.Throws<ArgumentException>(() => BatchNormReset.Reset(model, state, data)).Message, StringComparison.Ordinal);
    }
}
