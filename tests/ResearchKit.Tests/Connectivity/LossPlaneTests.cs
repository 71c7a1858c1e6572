using ResearchKit.Connectivity;
using ResearchKit.Tests.Training;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class LossPlaneTests
{
    [Fact]
    public void Should_Hold_The_Models_At_Their_Coordinates_When_Measured()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(12);
        using var model = Fixtures.SmallMlp(1);
        var states = Enumerable.Range(1, 3).Select(i => Fixtures.Copy(Fixtures.SmallMlp(i))).ToArray();
        var plane = LossPlane.Measure(model, states[0], states[1], states[2], data, new LossPlaneOptions { Points = 4, Margin = 0 });

        Assert.Equal(ParameterVector.Distance(states[0], states[1]), Between(plane.Models[0], plane.Models[1]), 1e-10);
        Assert.Equal(ParameterVector.Distance(states[0], states[2]), Between(plane.Models[0], plane.Models[2]), 1e-10);
        Assert.Equal(ParameterVector.Distance(states[1], states[2]), Between(plane.Models[1], plane.Models[2]), 1e-10);
        for (var i = 0; i < 3; i++)
        {
            var weights = LossPlane.Weights(plane.Models, plane.Models[i].X, plane.Models[i].Y);
            Assert.All(Enumerable.Range(0, 3), j => Assert.Equal(i == j ? 1 : 0, weights[j], 1e-12));
        }

        var loss = new ModelLoss(model, data, 12);
        Assert.Equal(loss.Evaluate(states[0]).Loss, plane.Values[0, 0].Loss, 1e-10);
        Assert.Equal(loss.Evaluate(states[1]).Loss, plane.Values[0, 3].Loss, 1e-10);
    }

    [Fact]
    public void Should_Evaluate_The_Point_Of_Each_Cell_When_Measured()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(12);
        using var model = Fixtures.SmallMlp(1);
        var states = Enumerable.Range(4, 3).Select(i => Fixtures.Copy(Fixtures.SmallMlp(i))).ToArray();
        var reports = 0;
        var plane = LossPlane.Measure(model, states[0], states[1], states[2], data, new LossPlaneOptions { Points = 3 }, new Sink(_ => reports++));
        Assert.Equal(9, reports);
        Assert.Equal(plane.Models.Max(m => m.Y) * 1.4, plane.Y[^1] - plane.Y[0], 1e-10);

        var point = Interpolation.Average(states, LossPlane.Weights(plane.Models, plane.X[2], plane.Y[1]));
        Assert.Equal(new ModelLoss(model, data, 12).Evaluate(point), plane.Values[1, 2]);
        var distance = Math.Sqrt(Math.Pow(plane.X[2] - plane.Models[1].X, 2) + Math.Pow(plane.Y[1] - plane.Models[1].Y, 2));
        Assert.Equal(distance, ParameterVector.Distance(point, states[1]), 1e-10);
    }

    [Fact]
    public void Should_Refuse_Models_On_One_Line()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(12);
        using var model = Fixtures.SmallMlp(1);
        var (a, b) = (Fixtures.Copy(model), Fixtures.Copy(Fixtures.SmallMlp(2)));
        Assert.Contains("one line", Assert.Throws<ArgumentException>(() => LossPlane.Measure(model, a, b, Interpolation.Lerp(a, b, 0.3), data)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LossPlane.Measure(model, a, a, b, data));
        Assert.Throws<ArgumentException>(() => LossPlane.Measure(model, a, b, b, data, new LossPlaneOptions { Points = 1 }));
        Assert.Throws<ArgumentException>(() => LossPlane.Measure(model, a, b, b, data, new LossPlaneOptions { Margin = -0.1 }));
    }

    private static double Between(PlanePoint p, PlanePoint q) => Math.Sqrt(Math.Pow(p.X - q.X, 2) + Math.Pow(p.Y - q.Y, 2));

    private sealed class Sink(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
