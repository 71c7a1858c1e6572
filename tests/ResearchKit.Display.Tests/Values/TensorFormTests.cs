using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Display.Tests;

public class TensorFormTests
{
    [Fact]
    public void Should_Show_Kind_Range_And_Corners()
    {
        using var small = arange(12, ScalarType.Float32).reshape(3, 4);
        using var large = arange(400, ScalarType.Int64).reshape(2, 20, 10);
        using var bits = tensor(new[] { true, false });
        using var one = tensor(3.25);
        using var none = zeros(0, 3);
        Expect.Text("tensors.txt", string.Join("\n----\n", new[] { small, large, bits, one, none }.Select(t => t.ToDisplayString())));
    }

    [Fact]
    public void Should_Write_HTML_As_Expected()
    {
        using var values = arange(6, ScalarType.Float64).reshape(2, 3);
        Expect.Text("tensor.html", values.ToDisplayString(MimeTypes.Html).Replace("><", ">\n<", StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Show_What_Lies_At_The_Edges()
    {
        using var nothing = tensor(new[] { double.NaN, double.NaN });
        using var endless = tensor(new[] { double.PositiveInfinity, double.NegativeInfinity, 0 });
        using var huge = tensor(new[] { double.MaxValue, -double.MaxValue, 1 });
        using var tiny = tensor(new[] { 1e-45f, 0f });
        using var longest = tensor(new[] { long.MaxValue, long.MinValue });
        using var half = tensor(new[] { 1f, 2.5f, -3f }).to_type(ScalarType.BFloat16);
        using var flag = tensor(true);
        using var bytes = arange(256).to_type(ScalarType.Byte).reshape(16, 16);
        using var complex = tensor(new[] { 1f, 2f }).to_type(ScalarType.ComplexFloat32);
        using var flat = full(2, 3, 7.0);
        using var empty = zeros(0);
        using var deep = ones([1, 1, 1, 2, 2]);
        Tensor[] all = [nothing, endless, huge, tiny, longest, half, flag, bytes, complex, flat, empty, deep];
        Expect.Text("tensor-edges.txt", string.Join("\n----\n", all.Select(t => t.ToDisplayString())));
        Expect.Text("tensor-edges.html", string.Join("\n----\n", all.Select(t => t.ToDisplayString(MimeTypes.Html).Replace("><", ">\n<", StringComparison.Ordinal))));
    }

    [Fact]
    public void Should_Say_How_Many_Values_Are_Not_Finite()
    {
        using var values = tensor(new[] { 1f, float.NaN, float.PositiveInfinity });
        Assert.Contains("1.000 to 1.000, mean 1.000, 2 not finite", values.ToDisplayString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_So_When_Only_A_Part_Was_Looked_At()
    {
        using var values = zeros(500_000);
        Assert.Contains("(of 166667 values at even distances)", values.ToDisplayString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_So_When_Disposed()
    {
        var values = zeros(3);
        values.Dispose();
        Assert.Equal("Tensor (disposed)", values.ToDisplayString());
        Assert.Contains("disposed", new Dictionary<string, Tensor> { ["w"] = values }.ToDisplayString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Leave_The_Tensor_And_Its_Graph_Alone()
    {
        using var values = ones(2, 2, requires_grad: true);
        using var twice = values * 2;
        _ = twice.ToDisplayString();
        twice.sum().backward();
        Assert.Equal([2, 2], twice.shape);
        Assert.True(twice.requires_grad);
    }

    [Fact]
    public void Should_Fit_Into_One_Line_Inside_Other_Values()
    {
        using var values = ones(2, 2);
        Assert.Equal("{ W = Tensor float32 [2, 2] on cpu, 1.000 to 1.000, mean 1.000 … }", new { W = values }.ToDisplayString());
    }

    [Fact]
    public void Should_Show_A_State_Dict_As_A_Table_Of_Its_Tensors()
    {
        using var weight = zeros(10, 20);
        using var bias = zeros(10);
        var stateDict = new Dictionary<string, Tensor> { ["fc.weight"] = weight, ["<fc>.bias"] = bias };
        Expect.Text("state-dict.txt", stateDict.ToDisplayString() + "\n----\n" + stateDict.ToDisplayString(MimeTypes.Html).Replace("><", ">\n<", StringComparison.Ordinal));
        Assert.Equal([MimeTypes.Html, MimeTypes.Text], Formatter.Format(stateDict).Data.Keys);
    }
}
