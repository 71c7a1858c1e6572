using ResearchKit.Connectivity;
using ResearchKit.Tests.Matching;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class TemperatureCalibrationTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Theory]
    [InlineData(0.25)]
    [InlineData(1.0)]
    [InlineData(3.5)]
    public void Should_Recover_The_Temperature_When_Labels_Are_Drawn_From_The_Scores(double planted)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var logits = randn([40000, 4], dtype: ScalarType.Float64, generator: generator) * 2;
        var labels = logits.softmax(1L).multinomial(1, true, generator).squeeze(1);
        var result = TemperatureCalibration.Fit(logits * planted, labels);
        Assert.Equal(planted, result.Temperature, 0.05 * planted);
        Assert.True(result.LossAfter <= result.LossBefore);
        Assert.True(result.CalibrationErrorAfter < 0.015, $"{result}");
        Assert.True(planted == 1 || result.CalibrationErrorBefore > 0.05, $"{result}");
        Assert.False(result.IsAtBound);
    }

    [Fact]
    public void Should_Be_The_Minimum_When_Other_Temperatures_Are_Tried()
    {
        using var scope = NewDisposeScope();
        using var images = ResearchKit.Data.ImageDataSets.Digits();
        var logits = Scores.Of(models[0], models.States[0], images.Test.Images);
        var result = TemperatureCalibration.Fit(logits, images.Test.Labels);
        for (var temperature = 0.1; temperature < 10; temperature *= 1.3)
        {
            Assert.True(result.LossAfter <= Scores.Evaluate(logits / temperature, images.Test.Labels).Loss + 1e-9);
        }

        Assert.Equal(result.LossBefore, Scores.Evaluate(logits, images.Test.Labels).Loss, 1e-12);
    }

    [Fact]
    public void Should_Say_That_It_Is_At_The_Bound_When_Every_Prediction_Is_Right()
    {
        using var scope = NewDisposeScope();
        var result = TemperatureCalibration.Fit(eye(3, dtype: ScalarType.Float64), arange(3, dtype: ScalarType.Int64));
        Assert.True(result.IsAtBound);
        Assert.Equal(0.01, result.Temperature, 1e-6);
    }

    [Fact]
    public void Should_Equal_The_Written_Out_Error_When_Bins_Are_Few()
    {
        using var scope = NewDisposeScope();
        var probabilities = tensor(new[] { 0.9, 0.1, 0.6, 0.4, 0.2, 0.8, 0.5, 0.5 }, [4, 2], ScalarType.Float64);
        var labels = tensor(new long[] { 0, 1, 1, 0 });
        var bins = CalibrationError.Bins(probabilities, labels, 5);

        // Confidences 0.9 (right), 0.6 (wrong), 0.8 (right), 0.5 (right, ties go to class 0): 0.5 and 0.6 in (0.4, 0.6], 0.8 in (0.6, 0.8], 0.9 in (0.8, 1].
        Assert.Equal([0, 0, 2, 1, 1], bins.Select(bin => bin.Count));
        Assert.Equal((2 * Math.Abs(0.5 - 0.55) / 4) + (Math.Abs(1 - 0.8) / 4) + (Math.Abs(1 - 0.9) / 4), CalibrationError.Expected(probabilities, labels, 5), 1e-12);
        Assert.Contains("softmax", Assert.Throws<ArgumentException>(() => CalibrationError.Expected(probabilities * 3, labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Give_The_Same_Loss_When_The_Temperature_Is_Built_In()
    {
        using var scope = NewDisposeScope();
        var images = models.Images(300).First();
        var logits = Scores.Of(models[0], models.States[0], images);
        var cooled = TemperatureCalibration.Apply(models.States[0], "fc2", 2.5);
        Assert.True(Scores.Of(models[0], cooled, images).allclose(logits / 2.5, 1e-5, 1e-5));
        Assert.Throws<ArgumentException>(() => TemperatureCalibration.Apply(models.States[0], "fc9", 2));
        Assert.Throws<ArgumentException>(() => TemperatureCalibration.Apply(models.States[0], "fc2", 0));
        Assert.Throws<ArgumentException>(() => TemperatureCalibration.Fit(logits, zeros(3, dtype: ScalarType.Int64)));
        Assert.Throws<ArgumentException>(() => TemperatureCalibration.Fit(logits, zeros(300, dtype: ScalarType.Int64), new TemperatureOptions { Smallest = 2, Largest = 1 }));
    }

    [Fact]
    public void Should_Lower_The_Barrier_When_Every_Position_Is_Calibrated()
    {
        using var data = ResearchKit.Data.ImageDataSets.Digits();
        var options = new LossBarrierOptions { Points = 5 };
        var plain = LossBarrier.Measure(models[0], models.States[0], models.States[1], null, data.Test, options);
        var calibrated = LossBarrier.Measure(models[0], models.States[0], models.States[1], null, data.Test, options with { CalibrationData = data.Test });
        Assert.Empty(plain.Temperatures);
        Assert.Equal(5, calibrated.Temperatures.Count);
        Assert.All(plain.Test!.Values.Zip(calibrated.Test!.Values), pair =>
        {
            Assert.True(pair.Second.Loss <= pair.First.Loss + 1e-6);
            Assert.Equal(pair.First.Accuracy, pair.Second.Accuracy, 1e-9);
        });
    }
}
