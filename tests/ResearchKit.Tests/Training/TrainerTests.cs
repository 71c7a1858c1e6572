using ResearchKit.Models;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainingOptions Quick = new() { Epochs = 3, BatchSize = 16, LearningRate = 0.01 };

    [Theory]
    [InlineData(OptimizerKind.Adam, 0.02)]
    [InlineData(OptimizerKind.AdamW, 0.02)]
    [InlineData(OptimizerKind.Sgd, 0.05)]
    public void Should_Learn_Stripes_When_Trained(OptimizerKind optimizer, double rate)
    {
        using var train = ToyData.Stripes(256);
        using var test = ToyData.Stripes(64, seed: 2);
        using var model = new Mlp(new MlpOptions { InputSize = 16, HiddenSizes = [64], Classes = 4 }, 1);
        var result = Trainer.Train(model, train, test, Quick with { Epochs = 12, Optimizer = optimizer, LearningRate = rate, Schedule = LearningRateSchedule.Cosine, WarmUpEpochs = 1 }, 1);

        Assert.Equal(12, result.History.Count);
        Assert.Equal(12, result.KeptEpoch);
        Assert.Equal(12 * 16, result.Steps);
        Assert.True(result.History[^1].Train.Loss < 0.5 * result.History[0].Train.Loss);
        Assert.True(result.History[^1].Validation!.Value.Accuracy > 0.95, $"{result.History[^1]}");
        Assert.Equal(new ModelLoss(model, test, 64).Evaluate().Loss, result.History[^1].Validation!.Value.Loss, 1e-6);
        Assert.All(result.History, e => Assert.True(e.ImagesPerSecond > 0 && e.Seconds > 0));
    }

    [Fact]
    public void Should_Give_The_Same_Bits_When_The_Seed_Is_The_Same_Whatever_The_Global_Generator()
    {
        using var train = ToyData.Stripes(100);
        Dictionary<string, Tensor> Run(int global, Seed seed)
        {
            random.manual_seed(global);
            using var model = Fixtures.SmallMlp(1, Activation.Relu, ScalarType.Float32);
            Trainer.Train(model, train, null, Quick, seed);
            return Fixtures.Copy(model);
        }

        using var scope = NewDisposeScope();
        var first = Run(1, 5);
        var second = Run(2, 5);
        var other = Run(1, 6);
        Assert.All(first, p => Assert.True(p.Value.Equals(second[p.Key]), p.Key));
        Assert.Contains(first, p => !p.Value.Equals(other[p.Key]));
    }

    [Fact]
    public void Should_Take_The_Steps_Of_Plain_Gradient_Descent_When_Run_In_Full_Batches()
    {
        using var scope = NewDisposeScope();
        using var train = ToyData.Stripes(12);
        using var model = Fixtures.SmallMlp(1);
        var loss = new ModelLoss(model, train, 12);
        var expected = Fixtures.Copy(model);
        for (var step = 0; step < 3; step++)
        {
            loss.LossAndGradient(expected, out var gradient);
            expected = Fixtures.Add(expected, gradient, -0.3);
        }

        Trainer.Train(model, train, null, new TrainingOptions { Epochs = 3, BatchSize = 12, Optimizer = OptimizerKind.Sgd, Momentum = 0, LearningRate = 0.3 }, 9);
        Assert.All(expected, p => Assert.True(allclose(p.Value, model.state_dict()[p.Key], 1e-10, 1e-12), p.Key));
    }

    [Fact]
    public void Should_Say_Epoch_And_Step_When_The_Loss_Is_Not_Finite()
    {
        using var scope = NewDisposeScope();
        using var train = ToyData.Stripes(64);
        using var model = Fixtures.SmallMlp(1, Activation.Relu, ScalarType.Float32);
        model.train(false);
        train.Images.fill_(double.NaN);
        var thrown = Assert.Throws<TrainingDivergedException>(() => Trainer.Train(model, train, null, Quick, 1));
        Assert.Equal((1, 1L), (thrown.Epoch, thrown.Step));
        Assert.Contains("epoch 1, step 1", thrown.Message, StringComparison.Ordinal);
        Assert.False(model.training);
        Assert.All(model.parameters(), p => Assert.True(p.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Should_Keep_The_Best_Epoch_When_Asked()
    {
        using var train = ToyData.Stripes(64);
        using var test = ToyData.Stripes(48, seed: 2);
        using var model = Fixtures.SmallMlp(1, Activation.Relu, ScalarType.Float32);
        var result = Trainer.Train(model, train, test, Quick with { Epochs = 8, Optimizer = OptimizerKind.Sgd, LearningRate = 2, KeepBest = true }, 3);
        var best = result.History.MaxBy(e => e.Validation!.Value.Accuracy)!;
        Assert.Equal(best.Epoch, result.KeptEpoch);
        Assert.Equal(best.Validation!.Value.Accuracy, new ModelLoss(model, test, 48).Evaluate().Accuracy, 1e-12);
    }

    [Fact]
    public void Should_Report_Every_Epoch_When_Given_Progress()
    {
        using var train = ToyData.Stripes(50);
        using var model = Fixtures.SmallMlp(1);
        var reports = new List<ProgressReport>();
        Trainer.Train(model, train, null, Quick, 1, new Sink(reports.Add));
        Assert.Equal([4L, 8, 12], reports.Select(r => r.Done));
        Assert.All(reports, r => Assert.Equal(12, r.Total));
        Assert.Contains("epoch 3/3", reports[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Stop_Between_Batches_When_Cancelled()
    {
        using var train = ToyData.Stripes(400);
        using var model = Fixtures.SmallMlp(1);
        using var source = new CancellationTokenSource();
        var reports = new List<ProgressReport>();
        var sink = new Sink(r =>
        {
            reports.Add(r);
            source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Trainer.Train(model, train, null, Quick, 1, sink, source.Token));
        Assert.Single(reports);
    }

    [Fact]
    public void Should_Change_Each_Batch_When_Given_A_Transform()
    {
        using var train = ToyData.Stripes(32);
        using var model = Fixtures.SmallMlp(1, dataType: ScalarType.Float32);
        var seeds = new List<Seed>();
        Trainer.Train(model, train, null, Quick with { Epochs = 2, Transform = (images, seed) => { seeds.Add(seed); return images.flip(3); } }, 1);
        Assert.Equal(4, seeds.Distinct().Count());
    }

    [Fact]
    public void Should_Refuse_Options_That_Cannot_Be_Followed()
    {
        using var train = ToyData.Stripes(8);
        using var model = Fixtures.SmallMlp(1);
        void Refuses(string name, TrainingOptions options)
            => Assert.Contains(name, Assert.Throws<ArgumentException>(() => Trainer.Train(model, train, null, options, 1)).Message, StringComparison.Ordinal);

        Refuses("Epochs", Quick with { Epochs = -1 });
        Refuses("BatchSize", Quick with { BatchSize = 0 });
        Refuses("LearningRate", Quick with { LearningRate = 0 });
        Refuses("LearningRate", Quick with { LearningRate = double.NaN });
        Refuses("WeightDecay", Quick with { WeightDecay = -1 });
        Refuses("Momentum", Quick with { Momentum = 1 });
        Refuses("WarmUpEpochs", Quick with { WarmUpEpochs = -1 });
        Refuses("KeepBest", Quick with { KeepBest = true });
        Refuses("batch of 16", Quick with { DropIncompleteBatch = true });
        Assert.Empty(Trainer.Train(model, train, null, Quick with { Epochs = 0 }, 1).History);
    }

    [Fact]
    public void Should_Follow_The_Schedule_When_Steps_Go_On()
    {
        var options = new TrainingOptions { Epochs = 4, LearningRate = 2, WarmUpEpochs = 0.5 };
        Assert.Equal([0.4, 0.8, 1.2, 1.6, 2, 2], Enumerable.Range(0, 6).Select(s => Math.Round(options.LearningRateAt(s, 10), 12)));
        Assert.Equal(1, (options with { Schedule = LearningRateSchedule.Cosine, WarmUpEpochs = 0 }).LearningRateAt(20, 10), 12);
        Assert.Equal(0.5, (options with { Schedule = LearningRateSchedule.Linear, WarmUpEpochs = 0 }).LearningRateAt(30, 10), 12);
        Assert.All(Enumerable.Range(0, 40), s => Assert.True((options with { Schedule = LearningRateSchedule.Linear }).LearningRateAt(s, 10) > 0));
    }

    [Fact]
    public void Should_Leave_No_Tensor_Behind_When_Done()
    {
        using var train = ToyData.Stripes(64);
        using var model = Fixtures.SmallMlp(1, dataType: ScalarType.Float32);
        var loss = new ModelLoss(model, train, 16);
        long Live(int epochs)
        {
            using var scope = NewDisposeScope();
            Trainer.Train(model, train, train, Quick with { Epochs = epochs, KeepBest = true }, 1);
            loss.Evaluate();
            loss.LossAndGradient(model.state_dict(), out var gradient);
            loss.HessianVectorProduct(model.state_dict(), gradient);
            loss.LineDerivatives(model.state_dict(), gradient);
            return scope.DisposablesCount;
        }

        // What a scope still holds does not grow with the number of steps.
        Assert.Equal(Live(2), Live(12));
    }

    private sealed class Sink(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
