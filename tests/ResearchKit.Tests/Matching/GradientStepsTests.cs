using ResearchKit.Matching;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class GradientStepsTests
{
    [Fact]
    public void Should_Follow_The_Formula_When_Descending_With_Momentum()
    {
        var x = new Dictionary<string, Tensor> { ["x"] = tensor(new double[] { 1 }) };
        var g = new Dictionary<string, Tensor> { ["x"] = tensor(new double[] { 2 }) };
        using var steps = new GradientSteps(SearchOptimizer.Sgd, 0.1, 0.9);
        steps.Step(x, g);
        Assert.Equal(1 - 0.2, x["x"].ToDouble(), 1e-15);
        steps.Step(x, g);
        Assert.Equal(0.8 - (0.1 * (0.9 * 2 + 2)), x["x"].ToDouble(), 1e-15);
    }

    [Fact]
    public void Should_Follow_The_Formula_When_Adam_Decays_Weights()
    {
        var x = new Dictionary<string, Tensor> { ["x"] = tensor(new double[] { 1 }) };
        using var steps = new GradientSteps(SearchOptimizer.Adam, 0.1, 0, 0.01);
        var (m, v, expected) = (0.0, 0.0, 1.0);
        for (var step = 1; step <= 3; step++)
        {
            var gradient = step * 0.5;
            steps.Step(x, new Dictionary<string, Tensor> { ["x"] = tensor(new double[] { gradient }) });
            m = (0.9 * m) + (0.1 * gradient);
            v = (0.999 * v) + (0.001 * gradient * gradient);
            expected = (expected * (1 - (0.1 * 0.01))) - (0.1 * (m / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, step))) + 1e-8));
            Assert.Equal(expected, x["x"].ToDouble(), 1e-12);
        }
    }
}
