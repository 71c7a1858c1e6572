using ResearchKit.Connectivity;
using ResearchKit.Tests.Training;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class LossBarrierTests
{
    [Fact]
    public void Should_Follow_The_Three_Definitions_When_Losses_Are_Given()
    {
        var curve = Curve([0, 0.25, 0.5, 0.75, 1], [1, 3, 2, 4, 2]);
        Assert.Equal(4 - 1.75, curve.MaxBarrier, 1e-12);
        Assert.Equal(2 - 1.5, curve.HalfBarrier, 1e-12);
        Assert.Equal(4 - 1.5, curve.PlotBarrier, 1e-12);
        Assert.Equal(2, curve.Merged.Loss);
        Assert.Equal([1, 3, 2, 4, 2], curve.Losses);
        Assert.Equal([0.1, 0.3, 0.2, 0.4, 0.2], curve.Accuracies, (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Should_Be_Zero_At_Least_When_The_Path_Sags()
    {
        var curve = Curve([0, 0.5, 1], [2, 1, 4]);
        Assert.Equal(0, curve.MaxBarrier);
        Assert.Equal(-2, curve.HalfBarrier);
        Assert.Equal(1, curve.PlotBarrier);
    }

    [Fact]
    public void Should_Show_Not_A_Number_When_A_Loss_Is_Not()
    {
        var curve = Curve([0, 0.5, 1], [2, double.NaN, 4]);
        Assert.True(double.IsNaN(curve.MaxBarrier));
        Assert.True(double.IsNaN(curve.PlotBarrier));
        Assert.True(double.IsNaN(curve.HalfBarrier));
    }

    [Fact]
    public void Should_Refuse_Positions_That_Are_No_Path()
    {
        Assert.Throws<ArgumentException>(() => Curve([0, 0.5], [1, 1]));
        Assert.Throws<ArgumentException>(() => Curve([0, 0.4, 1], [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => Curve([0, 0.5, 0.5, 1], [1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => Curve([0.1, 0.5, 1], [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new LossCurve([0, 0.5, 1], [default]));
    }

    [Fact]
    public void Should_Evaluate_Every_Point_Of_The_Path_When_Measured()
    {
        using var scope = NewDisposeScope();
        using var train = ToyData.Stripes(20);
        using var test = ToyData.Stripes(12, seed: 2);
        using var model = Fixtures.SmallMlp(1);
        using var other = Fixtures.SmallMlp(2);
        var (a, b) = (Fixtures.Copy(model), Fixtures.Copy(other));
        var reports = new List<ProgressReport>();
        var result = LossBarrier.Measure(model, a, b, train, test, new LossBarrierOptions { Points = 5, BatchSize = 7 }, new Sink(reports.Add));

        Assert.Equal([0, 0.25, 0.5, 0.75, 1], result.Test!.Lambdas);
        var loss = new ModelLoss(model, test, 12);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(loss.Evaluate(Interpolation.Lerp(a, b, i / 4.0)).Loss, result.Test.Losses[i], 1e-12);
        }

        Assert.Equal(new ModelLoss(model, train, 20).Evaluate(b).Loss, result.Train!.Losses[^1], 1e-12);
        Assert.Equal([1L, 2, 3, 4, 5], reports.Select(r => r.Done));
        Assert.True(a["fc0.weight"].Equals(model.state_dict()["fc0.weight"]));

        var arc = LossBarrier.Measure(model, a, b, null, test, new LossBarrierOptions { Points = 3, Spherical = true });
        Assert.Null(arc.Train);
        Assert.Equal(loss.Evaluate(Interpolation.Slerp(a, b, 0.5)).Loss, arc.Test!.Merged.Loss, 1e-12);
    }

    [Fact]
    public void Should_Be_Zero_When_Both_Ends_Are_One_Model()
    {
        using var scope = NewDisposeScope();
        using var test = ToyData.Stripes(12);
        using var model = Fixtures.SmallMlp(1);
        var state = Fixtures.Copy(model);
        var curve = LossBarrier.Measure(model, state, state, null, test).Test!;
        Assert.Equal(25, curve.Lambdas.Count);
        Assert.Equal(0, curve.MaxBarrier, 1e-12);
        Assert.Equal(0, curve.PlotBarrier, 1e-12);
    }

    [Fact]
    public void Should_Refuse_What_Cannot_Be_Measured()
    {
        using var scope = NewDisposeScope();
        using var test = ToyData.Stripes(12);
        using var model = Fixtures.SmallMlp(1);
        var state = Fixtures.Copy(model);
        Assert.Throws<ArgumentException>(() => LossBarrier.Measure(model, state, state, null, null));
        Assert.Throws<ArgumentException>(() => LossBarrier.Measure(model, state, state, null, test, new LossBarrierOptions { Points = 4 }));
        Assert.Throws<ArgumentException>(() => LossBarrier.Measure(model, state, state, null, test, new LossBarrierOptions { Points = 1 }));
        Assert.Throws<ArgumentException>(() => LossBarrier.Measure(model, state, state, null, test, new LossBarrierOptions { BatchSize = 0 }));
        Assert.Throws<OperationCanceledException>(() => LossBarrier.Measure(model, state, state, null, test, cancellationToken: new CancellationToken(true)));
    }

    private static LossCurve Curve(double[] lambdas, double[] losses) => new(lambdas, [.. losses.Select(l => new Evaluation(l, l / 10))]);

    private sealed class Sink(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
