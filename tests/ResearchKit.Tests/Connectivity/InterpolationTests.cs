using ResearchKit.Connectivity;
using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class InterpolationTests
{
    [Fact]
    public void Should_Interpolate_Floats_And_Copy_Integers_When_Mixed()
    {
        using var scope = NewDisposeScope();
        var middle = Interpolation.Lerp(Model(1, 10), Model(3, 20), 0.25);
        Assert.Equal(["w", "running_mean", "count"], middle.Keys);
        Assert.Equal([1.5, 1.5], Fixtures.Values(middle["w"]));
        Assert.Equal([1.5], Fixtures.Values(middle["running_mean"]));
        Assert.Equal(10, middle["count"].item<long>());
        Assert.Equal(ScalarType.Int64, middle["count"].dtype);
    }

    [Fact]
    public void Should_Equal_The_Ends_Exactly_When_Lambda_Is_Zero_Or_One()
    {
        using var scope = NewDisposeScope();
        var a = new Dictionary<string, Tensor> { ["w"] = randn(50) };
        var b = new Dictionary<string, Tensor> { ["w"] = randn(50) };
        Assert.True(Interpolation.Lerp(a, b, 0)["w"].Equals(a["w"]));
        Assert.True(Interpolation.Lerp(a, b, 1)["w"].Equals(b["w"]));
        Assert.True(allclose(Interpolation.Lerp(a, b, 0.3)["w"], Interpolation.Lerp(b, a, 0.7)["w"]));
    }

    [Fact]
    public void Should_Not_Share_Memory_With_The_Inputs_When_Returned()
    {
        using var scope = NewDisposeScope();
        var a = Model(1, 10);
        var copy = Interpolation.Lerp(a, a, 0);
        copy["w"].zero_();
        copy["count"].zero_();
        Assert.Equal([1, 1], Fixtures.Values(a["w"]));
        Assert.Equal(10, a["count"].item<long>());
    }

    [Fact]
    public void Should_Name_The_Tensor_When_Models_Differ()
    {
        using var scope = NewDisposeScope();
        var a = Model(1, 10);
        var b = Model(1, 10);
        b["w"] = zeros(3);
        Assert.Contains("'w' has shape [3]", Assert.Throws<ArgumentException>(() => Interpolation.Lerp(a, b, 0.5)).Message, StringComparison.Ordinal);
        b["w"] = zeros([2], ScalarType.Float64);
        Assert.Contains("'w' is Float64", Assert.Throws<ArgumentException>(() => Interpolation.Slerp(a, b, 0.5)).Message, StringComparison.Ordinal);
        b.Remove("w");
        Assert.Contains("'w' is missing", Assert.Throws<ArgumentException>(() => Interpolation.Average([a, b])).Message, StringComparison.Ordinal);
        Assert.Contains("'w' is not in", Assert.Throws<ArgumentException>(() => ParameterVector.Distance(b, a)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Interpolation.Lerp(a, a, double.NaN));
    }

    [Fact]
    public void Should_Stay_On_The_Sphere_When_Spherical()
    {
        using var scope = NewDisposeScope();
        var a = new Dictionary<string, Tensor> { ["x"] = tensor(new double[] { 2, 0 }, [2]), ["y"] = tensor(new double[] { 0 }, [1]) };
        var b = new Dictionary<string, Tensor> { ["x"] = tensor(new double[] { 0, 0 }, [2]), ["y"] = tensor(new double[] { 2 }, [1]) };
        var third = Interpolation.Slerp(a, b, 1.0 / 3);
        Assert.Equal([2 * Math.Cos(Math.PI / 6), 0], Fixtures.Values(third["x"]), (p, q) => Math.Abs(p - q) < 1e-12);
        Assert.Equal(2 * Math.Sin(Math.PI / 6), third["y"].item<double>(), 1e-12);
        Assert.True(allclose(Interpolation.Slerp(a, a, 0.4)["x"], a["x"]));
        Assert.Throws<ArgumentException>(() => Interpolation.Slerp(a, new Dictionary<string, Tensor> { ["x"] = zeros_like(a["x"]), ["y"] = zeros_like(a["y"]) }, 0.5));
    }

    [Fact]
    public void Should_Average_Many_When_Given_Weights_Or_None()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2, 2], Fixtures.Values(Interpolation.Average([Model(1, 1), Model(2, 2), Model(3, 3)])["w"]));
        Assert.Equal([2.5, 2.5], Fixtures.Values(Interpolation.Average([Model(1, 1), Model(3, 3)], [0.25, 0.75])["w"]));
        Assert.Equal(1, Interpolation.Average([Model(1, 1), Model(3, 3)])["count"].item<long>());
        Assert.Throws<ArgumentException>(() => Interpolation.Average([]));
        Assert.Throws<ArgumentException>(() => Interpolation.Average([Model(1, 1)], [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => Interpolation.Average([Model(1, 1)], [double.NaN]));
    }

    [Fact]
    public void Should_Leave_Running_Statistics_Out_When_Measuring_Distance()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Model(1, 1), Model(4, 9));
        Assert.Equal(Math.Sqrt(18), ParameterVector.Distance(a, b), 1e-12);
        Assert.Equal(8, ParameterVector.Dot(a, b), 1e-12);
        Assert.Equal(["w"], ParameterVector.Difference(a, b).Keys);
    }

    private static Dictionary<string, Tensor> Model(double value, long count) => new()
    {
        ["w"] = full([2], value, ScalarType.Float32),
        ["running_mean"] = full([1], value, ScalarType.Float32),
        ["count"] = tensor(count),
    };
}
