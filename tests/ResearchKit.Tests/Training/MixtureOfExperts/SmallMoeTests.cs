using ResearchKit.Experts;
using ResearchKit.Models.MixtureOfExperts;
using ResearchKit.Training.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training.MixtureOfExperts;

public sealed class SmallMoeTests
{
    private static readonly SmallMoeOptions Short = new()
    {
        Encoder = new MoeEncoderOptions { Width = 16, Heads = 2, Blocks = 2, SparseBlocks = [1], Experts = 8, ExpertHiddenSize = 12, DenseHiddenSize = 8 },
        PreTraining = MoeTrainingOptions.PreTraining with { Steps = 6, BatchSize = 8 },
        CloneTraining = MoeTrainingOptions.PreTraining with { Steps = 2, BatchSize = 8 },
        FineTuning = MoeTrainingOptions.FineTuning with { Steps = 2, BatchSize = 8 },
        CalibrationCount = 20,
        TestCount = 10,
    };

    [Fact]
    public void Should_Fine_Tune_A_Copy_With_The_Same_Routers_When_Made()
    {
        using var moe = SmallMoe.Independent(1, Short);
        Assert.Null(moe.Families);
        Assert.True(moe.PreTrained.MoeLayers[0].Router.Equals(moe.FineTuned.MoeLayers[0].Router));
        Assert.False(moe.PreTrained.state_dict()["head.weight"].Equals(moe.FineTuned.state_dict()["head.weight"]));
        using var study = new MergeStudy(moe.FineTuned, moe.Calibration, moe.Test);
        Assert.Equal(20 * 7, study.Layers[0].Routing.Tokens);
        Assert.Equal(1, study.Layers[0].Routing.Frequency.Sum(), 1e-12);
    }

    [Fact]
    public void Should_Learn_From_The_Teacher_When_Recovered()
    {
        using var moe = SmallMoe.Independent(1, Short);
        using var student = moe.PreTrained.Copy();
        var losses = moe.Recover(student, MoeTrainingOptions.Recovery with { Steps = 3, BatchSize = 8 });
        Assert.Equal(3, losses.Count);
        Assert.True(double.IsFinite(moe.Evaluate(student).Loss));
    }

    [Fact]
    public void Should_Measure_Every_Method_And_Keep_The_Network_When_Studied()
    {
        using var moe = SmallMoe.Cloned(1, Short);
        var before = moe.Evaluate(moe.FineTuned);
        using var study = new MergeStudy(moe.FineTuned, moe.Calibration, moe.Test, withGradients: true);
        MergeTrial[] trials = [new("merge", new MSmoeMerger()), new("fisher", new FisherMerger()), new("prune", new FrequencyPruning()), new("all", new MSmoeMerger())];
        var outcomes = study.Run(trials[..3], 2, 5, model => moe.Recover(model, MoeTrainingOptions.Recovery with { Steps = 2, BatchSize = 4 }));
        Assert.Equal(["merge", "fisher", "prune"], outcomes.Select(o => o.Name));
        Assert.All(outcomes, o => Assert.NotEqual(o.Before.Loss, o.After!.Value.Loss));
        Assert.All(outcomes, o => Assert.Equal([2], o.Kept));
        Assert.Equal(before, moe.Evaluate(moe.FineTuned));
        Assert.InRange(outcomes[0].Purity(moe.Families!)[0], 0.25, 1);
        Assert.InRange(outcomes[0].FamiliesCovered(moe.Families!)[0], 1, 2);
        Assert.True(double.IsNaN(outcomes[2].StableRankChange));

        // Keeping all experts changes nothing.
        var all = study.Run(trials[3..], 8, 5)[0];
        Assert.Equal(before.Loss, all.Before.Loss, 1e-5);
        Assert.Equal(0, all.StableRankChange, 1e-5);
    }

    [Fact]
    public void Should_Sum_To_The_Gradient_Of_The_Batch_When_Samples_Are_Taken_One_By_One()
    {
        using var scope = NewDisposeScope();
        using var model = new MoeSequenceModel(Short.Encoder, 64, 7, 32, 4);
        using var data = new PermutationTasks(1).Uniform(5, 2);
        var measured = ExpertGradients.Measure(model, data)[0];
        var wi = ((DenseExperts)model.MoeLayers[0].Experts).Weights["wi"];
        var gradient = autograd.grad([MoeLosses.CrossEntropy(model.call(data.Input), data.Target)], [wi])[0];
        Assert.True(stack(measured.Gradients.Select(g => g.Up)).allclose(gradient, 1e-4, 1e-6));
        Assert.All(measured.Fisher, f => Assert.True(f.Up.ge(0).all().item<bool>()));
    }

    [Fact]
    public void Should_Compute_The_Same_Function_When_Clones_Have_No_Noise_And_Split_Their_Gate()
    {
        // Equal router rows share the probability of their prototype, so the gate falls by the number of clones and nothing else changes.
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = new MoeSequenceModel(Short.Encoder with { Experts = 2 }, 64, 7, 32, 4);
        var (cloned, families) = ExpertCloning.Clone(model, 4, 0, 0, 9);
        Assert.Equal([4, 4], families[0].GroupBy(f => f).Select(g => g.Count()));
        var (source, target) = ((DenseExperts)model.MoeLayers[0].Experts, (DenseExperts)cloned.MoeLayers[0].Experts);
        var x = randn(5, 16);
        for (var e = 0; e < 8; e++)
        {
            Assert.True(target.Expert(e).Forward(x).allclose(source.Expert(families[0][e]).Forward(x), 1e-4, 1e-5));
        }

        target.Weights["wo"].mul_(4);
        using var tasks = new PermutationTasks(1).Uniform(6, 2);
        Assert.True(cloned.call(tasks.Input).allclose(model.call(tasks.Input), 1e-4, 1e-5));
        cloned.Dispose();
    }

    [Fact]
    public void Should_Make_As_Many_Experts_As_Asked_For_When_Cloned()
    {
        using var moe = SmallMoe.Cloned(1, Short);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], moe.Families![0].Order());
        Assert.Equal(8, moe.FineTuned.MoeLayers[0].Experts.Count);
        Assert.Throws<ArgumentException>(() => SmallMoe.Cloned(1, Short with { Clones = 3 }));
    }

    [Fact]
    public void Should_Answer_By_The_Task_S_Table_When_Drawn()
    {
        var tasks = new PermutationTasks(3, symbols: 5, tasks: 4, downstreamTasks: 2);
        using var batch = tasks.Uniform(400, 1);
        var (input, target) = (batch.Input.data<long>().ToArray(), batch.Target.data<long>().ToArray());
        var table = new Dictionary<(long Task, long Symbol), long>();
        for (var row = 0; row < 400; row++)
        {
            Assert.Equal(-1, target[row * 7]);
            for (var i = (row * 7) + 1; i < (row + 1) * 7; i++)
            {
                Assert.Equal(target[i], table.TryAdd((input[row * 7], input[i]), target[i]) ? target[i] : table[(input[row * 7], input[i])]);
            }
        }

        Assert.Equal(20, table.Count);
        Assert.All(table.GroupBy(x => x.Key.Task), group => Assert.Equal(5, group.Select(x => x.Value).Distinct().Count()));

        using var downstream = tasks.Downstream(400, 1);
        Assert.All(Enumerable.Range(0, 400), row => Assert.InRange(downstream.Input[row, 0].item<long>(), 5, 6));
    }
}
