using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Display.Tests;

public class PermutationFormTests
{
    [Theory]
    [InlineData(new[] { 0, 1, 2 }, "Permutation of 3, 3 fixed points, 0 cycles: identity")]
    [InlineData(new[] { 1, 0, 2, 4, 3 }, "Permutation of 5, 1 fixed point, 2 cycles: (0 1) (3 4)")]
    [InlineData(new[] { 1, 2, 0 }, "Permutation of 3, 0 fixed points, 1 cycle: (0 1 2)")]
    [InlineData(new int[0], "Permutation of 0, 0 fixed points, 0 cycles: identity")]
    public void Should_Write_Cycles(int[] indices, string expected) =>
        Assert.Equal(expected, new Permutation(indices).ToDisplayString());

    [Fact]
    public void Should_Mark_Each_Row_Once_In_The_Picture()
    {
        var html = new Permutation([2, 0, 1]).ToDisplayString(MimeTypes.Html);
        Assert.Equal(3, html.Split("fill=\"#0072B2\"").Length - 1);
    }

    [Fact]
    public void Should_Stay_Small_When_The_Permutation_Is_Long()
    {
        var permutation = Permutation.Random(100_000, 1);
        Assert.InRange(permutation.ToDisplayString(MimeTypes.Html).Length, 1000, 40_000);
        Assert.InRange(permutation.ToDisplayString().Length, 10, 1000);
    }

    [Fact]
    public void Should_Show_Which_Axes_Move_Together()
    {
        using var first = zeros(4, 3);
        using var bias = zeros(4);
        using var second = zeros(2, 4);
        using var last = zeros(2);
        var spec = PermutationSpecs.Mlp(new Dictionary<string, Tensor> { ["fc0.weight"] = first, ["fc0.bias"] = bias, ["fc1.weight"] = second, ["fc1.bias"] = last });
        var alignment = Alignment.Random(spec, 3);

        var text = spec.ToDisplayString();
        Assert.Contains("fc0.weight[0], fc0.bias[0], fc1.weight[1]", text, StringComparison.Ordinal);
        Assert.Equal([MimeTypes.Html, MimeTypes.Text], Formatter.Format(spec).Data.Keys);
        Assert.Contains("moved", alignment.ToDisplayString(), StringComparison.Ordinal);
        Assert.Equal([MimeTypes.Html, MimeTypes.Text], Formatter.Format(alignment).Data.Keys);
    }

    [Fact]
    public void Should_Draw_Which_Axes_Move_Together()
    {
        var spec = PermutationSpec.Builder().Linear("fc0", 4).BatchNorm("norm").Linear("<fc1>", 3).Output("fc2").Build();
        Expect.Text("permutation-spec.html", spec.ToDisplayString(MimeTypes.Html).Replace("><", ">\n<", StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Leave_The_Drawing_Out_When_Nobody_Could_Read_It()
    {
        var axes = Enumerable.Range(0, 41).Select(i => KeyValuePair.Create<string, IReadOnlyList<AxisPermutation?>>($"w{i}", [new AxisPermutation("P")]));
        var spec = new PermutationSpec([KeyValuePair.Create("P", 4)], axes);
        Assert.DoesNotContain("<svg", spec.ToDisplayString(MimeTypes.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_A_Group_Of_One_Unit_And_An_Identity() =>
        Assert.Contains("identity", new Permutation([0]).ToDisplayString(MimeTypes.Html), StringComparison.Ordinal);
}
