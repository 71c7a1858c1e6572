using ResearchKit.Comparison;
using ResearchKit.Connectivity;
using ResearchKit.Data;
using ResearchKit.Matching;
using ResearchKit.Merging;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Comparison;

public sealed class MethodComparisonTests : IDisposable
{
    private readonly ImageDataSet _data = ImageDataSets.Digits();
    private readonly PairBench _bench;
    private int _networks;

    public MethodComparisonTests()
    {
        _bench = new PairBench(_data, NewNetwork, new TrainingOptions { Epochs = 8, BatchSize = 64, LearningRate = 3e-3 });
    }

    [Fact]
    public void Should_Measure_What_The_Barrier_Measures_When_Models_Are_Averaged()
    {
        using var scope = NewDisposeScope();
        var outcome = new MethodComparison(_bench, new MethodComparisonOptions { Points = 5 }).Add(AlignmentMethods.ByWeights()).Run([1], cancellationToken: TestContext.Current.CancellationToken)["weight matching"].Pairs[0];

        var pair = _bench.Pair(1, cancellationToken: TestContext.Current.CancellationToken);
        var aligned = AlignmentMethods.ByWeights().Align(pair, TestContext.Current.CancellationToken).Apply(pair.Candidate);
        var expected = LossBarrier.Measure(pair.Network, pair.Reference, aligned, null, _data.Test, new LossBarrierOptions { Points = 5 }, cancellationToken: TestContext.Current.CancellationToken).Test!;
        Assert.Equal(expected.Losses, outcome.Curve.Losses, (x, y) => Math.Abs(x - y) < 1e-5); // float32 weights merged in another order of operations
        Assert.Equal(expected.MaxBarrier, outcome.Barrier, 1e-5);
        Assert.Equal(expected.Merged.Accuracy, outcome.MergedAccuracy, 1e-2);
        Assert.True(outcome.Seconds > 0);
        Assert.Equal(aligned.Sum(p => (p.Value - pair.Reference[p.Key]).square().sum().item<float>()), outcome.Distance * outcome.Distance, 1e-2);
    }

    [Fact]
    public void Should_Lower_The_Barrier_When_Units_Are_Matched()
    {
        var result = new MethodComparison(_bench).Add(AlignmentMethods.None).Add(AlignmentMethods.ByWeights()).Run([1, 2, 3], cancellationToken: TestContext.Current.CancellationToken);

        var comparison = Assert.Single(result.Compare("weight matching"));
        Assert.Equal("none", comparison.Other);
        Assert.Equal((3, 3), (comparison.Lower, comparison.Pairs));
        Assert.True(comparison.MeanDifference < 0);
        Assert.Equal(0.25, comparison.PValue); // the least that three pairs allow
        Assert.All(result["none"].Pairs.Zip(result["weight matching"].Pairs), p => Assert.True(p.First.Distance > p.Second.Distance));
    }

    [Fact]
    public void Should_Train_Each_Network_Once_When_Run_Again()
    {
        var comparison = new MethodComparison(_bench).Add(AlignmentMethods.None);
        var first = comparison.Run([1, 2], cancellationToken: TestContext.Current.CancellationToken);
        var trained = _networks;

        var again = comparison.Add(AlignmentMethods.ByWeights()).Run([1, 2], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(5, trained); // one to compute with, and two for each pair
        Assert.Equal(trained, _networks);
        Assert.Equal(first["none"].Pairs, again["none"].Pairs); // kept, with the time that was measured
    }

    [Fact]
    public void Should_Measure_Again_When_A_Name_Is_Registered_Again()
    {
        var calls = 0;
        Alignment Count(ModelPair pair)
        {
            calls++;
            return Alignment.Identity(pair.Spec);
        }

        var comparison = new MethodComparison(_bench).Add("mine", Count).Add(AlignmentMethods.None);
        comparison.Run([1], cancellationToken: TestContext.Current.CancellationToken);
        comparison.Run([1], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, calls);

        comparison.Add("mine", Count).Run([1], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, calls);
        Assert.Equal(["mine", "none"], comparison.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Should_Keep_The_Models_Themselves_At_The_Ends_When_A_Merge_Method_Would_Spoil_Them()
    {
        var result = new MethodComparison(_bench).Add(AlignmentMethods.None).Add("zero", AlignmentMethods.None, input => input.Average() * 0).Run([1], cancellationToken: TestContext.Current.CancellationToken);

        var (plain, zero) = (result["none"].Pairs[0].Curve, result["zero"].Pairs[0].Curve);
        Assert.Equal(plain.Losses[0], zero.Losses[0]);
        Assert.Equal(plain.Losses[^1], zero.Losses[^1]);
        Assert.Equal(Math.Log(10), zero.Merged.Loss, 1e-5); // a network of zeros gives each of ten classes a tenth
    }

    [Fact]
    public void Should_Not_Depend_On_Seeds_Asked_For_Before()
    {
        var seeds = new MethodComparison(_bench).Add(AlignmentMethods.ByWeights()).Run([1, 2], cancellationToken: TestContext.Current.CancellationToken);
        using var fresh = new PairBench(_data, NewNetwork, new TrainingOptions { Epochs = 8, BatchSize = 64, LearningRate = 3e-3 });
        var alone = new MethodComparison(fresh).Add(AlignmentMethods.ByWeights()).Run([2], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(seeds["weight matching"].Barriers[1], alone["weight matching"].Barriers[0]);
    }

    [Fact]
    public void Should_Reset_Statistics_When_There_Is_Batch_Normalisation()
    {
        using var bench = new PairBench(
            _data,
            seed => new Vgg(new VggOptions { Plan = [6, VggOptions.Pool, 8, VggOptions.Pool], InputChannels = 1, InputSize = 8 }, seed),
            new TrainingOptions { Epochs = 2, BatchSize = 64, DropIncompleteBatch = true },
            PermutationSpecs.Vgg);
        MethodOutcome Measure(bool reset) => new MethodComparison(bench, new MethodComparisonOptions { Points = 3, ResetStatistics = reset })
            .Add(AlignmentMethods.None).Run([1], cancellationToken: TestContext.Current.CancellationToken)["none"];

        Assert.NotEqual(Measure(true).MergedLosses, Measure(false).MergedLosses);
    }

    [Fact]
    public void Should_Refuse_An_Alignment_Of_Another_Network()
    {
        using var scope = NewDisposeScope();
        var other = PermutationSpecs.Mlp(new Mlp(new MlpOptions { InputSize = 64, HiddenSizes = [5] }, 0).state_dict());
        var comparison = new MethodComparison(_bench).Add("mine", _ => Alignment.Identity(other));

        var error = Assert.Throws<InvalidOperationException>(() => comparison.Run([1], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("'mine'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_A_Run_Without_Methods_Or_With_A_Seed_Twice()
    {
        Assert.Throws<ArgumentException>(() => new MethodComparison(_bench).Run([1]));
        Assert.Throws<ArgumentException>(() => new MethodComparison(_bench).Add(AlignmentMethods.None).Run([]));
        Assert.Throws<ArgumentException>(() => new MethodComparison(_bench).Add(AlignmentMethods.None).Run([1, 1]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(1)]
    public void Should_Refuse_A_Grid_Without_Middle(int points)
    {
        Assert.Throws<ArgumentException>(() => new MethodComparison(_bench, new MethodComparisonOptions { Points = points }));
    }

    [Fact]
    public void Should_Name_The_Methods_When_One_Is_Asked_For_That_Does_Not_Exist()
    {
        var result = new MethodComparison(_bench).Add(AlignmentMethods.None).Run([1], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("'none'", Assert.Throws<ArgumentException>(() => result["mine"]).Message, StringComparison.Ordinal);
        Assert.Empty(result.Compare("none"));
    }

    public void Dispose()
    {
        _bench.Dispose();
        _data.Dispose();
    }

    private Mlp NewNetwork(Seed seed)
    {
        _networks++;
        return new Mlp(new MlpOptions { InputSize = 64, HiddenSizes = [24, 24] }, seed);
    }
}
