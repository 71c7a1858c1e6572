using ResearchKit.Models.MixtureOfExperts;
using ResearchKit.Training;
using ResearchKit.Training.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training.MixtureOfExperts;

public sealed class MoeTrainerTests
{
    [Fact]
    public void Should_Learn_And_Repeat_The_Bits_When_The_Seed_Is_The_Same()
    {
        var losses = Enumerable.Range(0, 2).Select(_ =>
        {
            using var model = Small();
            return MoeTrainer.Train(model, Batches, MoeTrainingOptions.PreTraining with { Steps = 40, BatchSize = 16, WarmUpSteps = 5 });
        }).ToArray();
        Assert.Equal(losses[0], losses[1]);
        Assert.True(losses[0].TakeLast(5).Average() < 0.6 * losses[0][0]);
    }

    [Fact]
    public void Should_Keep_Routers_And_Move_The_Rest_When_They_Are_Frozen()
    {
        using var model = Small();
        using var before = model.Copy();
        MoeTrainer.Train(model, Batches, new MoeTrainingOptions { Steps = 2, WeightDecay = 0 });
        var old = before.state_dict();
        foreach (var (name, value) in model.state_dict())
        {
            Assert.Equal(name.EndsWith("router.classifier.weight", StringComparison.Ordinal), value.Equals(old[name]));
        }
    }

    [Fact]
    public void Should_Agree_With_The_Optimizer_Of_The_Engine_When_Steps_Are_Taken()
    {
        using var a = Small();
        using var b = Small();
        var options = new MoeTrainingOptions { Steps = 3, FreezeRouters = false };
        MoeTrainer.Train(a, Batches, options);
        using var optimizer = optim.AdamW(b.parameters(), options.LearningRate, 0.9, 0.98, 1e-6, options.WeightDecay);
        for (var step = 0; step < options.Steps; step++)
        {
            using var scope = NewDisposeScope();
            using var batch = Batches(step);
            optimizer.zero_grad();
            MoeLosses.CrossEntropy(b.call(batch.Input), batch.Target).backward();
            foreach (var group in optimizer.ParamGroups)
            {
                group.LearningRate = options.LearningRateAt(step);
            }

            optimizer.step();
        }

        var other = b.state_dict();
        Assert.All(a.state_dict(), p => Assert.True(p.Value.allclose(other[p.Key], 1e-5, 1e-6), p.Key));
    }

    [Fact]
    public void Should_Be_The_Plain_Sum_When_Distillation_Is_Computed_By_Hand()
    {
        using var scope = NewDisposeScope();
        var (student, teacher) = (tensor(new[, ,] { { { 1.0, 2, 0 }, { 0.5, 0, -1 } } }), tensor(new[, ,] { { { 0.0, 3, 1 }, { 9, 9, 9.5 } } }));
        var target = tensor(new long[,] { { 1, -1 } });
        double[] Softmax(double[] x) => [.. x.Select(v => Math.Exp(v / 2) / x.Sum(w => Math.Exp(w / 2)))];
        var (p, q) = (Softmax([0, 3, 1]), Softmax([1, 2, 0]));
        var divergence = p.Zip(q, (a, b) => a * Math.Log(a / b)).Sum();
        Assert.Equal(0.2 * divergence, MoeLosses.Distillation(student, teacher, target, new DistillationOptions()).item<double>(), 1e-9);
        Assert.Equal(0.8 * divergence, MoeLosses.Distillation(student, teacher, target, new DistillationOptions { ScaleByTemperature = true }).item<double>(), 1e-9);
        Assert.Equal(0, MoeLosses.Distillation(student, student, target, new DistillationOptions { SumOverPlaces = true }).item<double>(), 1e-12);
    }

    [Fact]
    public void Should_Count_Only_Places_With_A_Target_When_Evaluated()
    {
        using var model = Small();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var data = Tasks.Uniform(10, 5);
        var scores = model.call(data.Input);
        var right = scores.argmax(-1).eq(data.Target).sum().item<long>() / 60.0;
        var evaluation = MoeTrainer.Evaluate(model, data, batchSize: 3);
        Assert.Equal(right, evaluation.Accuracy, 1e-12);
        Assert.Equal(MoeLosses.CrossEntropy(scores, data.Target).item<float>(), evaluation.Loss, 1e-5);
    }

    [Fact]
    public void Should_Stop_And_Name_The_Step_When_The_Loss_Is_Not_Finite()
    {
        using var model = Small();
        using (no_grad())
        {
            model.MoeLayers[0].Router.fill_(double.NaN);
        }

        Assert.Throws<TrainingDivergedException>(() => MoeTrainer.Train(model, Batches, MoeTrainingOptions.FineTuning));
        Assert.Throws<ArgumentException>(() => MoeTrainer.Train(model, Batches, new MoeTrainingOptions { LearningRate = 0 }));
    }

    private static PermutationTasks Tasks { get; } = new(1, symbols: 4, tasks: 3, downstreamTasks: 2);

    private static MoeBatch Batches(int step) => Tasks.Uniform(16, new Seed(7).For("batch", step));

    private static MoeSequenceModel Small() =>
        new(new MoeEncoderOptions { Width = 16, Heads = 2, Blocks = 2, SparseBlocks = [1], Experts = 4, ExpertHiddenSize = 16 }, 7, 7, 4, 3);
}
