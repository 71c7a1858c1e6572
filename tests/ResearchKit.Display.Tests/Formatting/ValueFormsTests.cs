using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ResearchKit.Display.Tests;

public class ValueFormsTests
{
    private readonly FormatterRegistry _formatters = new();

    private enum Colour
    {
        Red,
    }

    public static TheoryData<string, object?> Texts => new()
    {
        { "<null>", null },
        { "a \"b\"", "a \"b\"" },
        { "0.1", 0.1 },
        { "NaN", double.NaN },
        { "true", true },
        { "Red", Colour.Red },
        { "2026-11-21 10:00:00", new DateTime(2026, 11, 21, 10, 0, 0) },
        { "int", typeof(int) },
        { "Dictionary<string, List<int?>>", typeof(Dictionary<string, List<int?>>) },
        { "[1, 2, 3]", new[] { 1, 2, 3 } },
        { "[]", Array.Empty<int>() },
        { "[\"a\", <null>]", new[] { "a", null } },
        { "[[1, 2], [3, 4]]", new[,] { { 1, 2 }, { 3, 4 } } },
        { "{ \"a\": 1, \"b\": 2 }", new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 } },
        { "{ 1: \"x\" }", new Hashtable { [1] = "x" } },
        { "(1, \"a\")", (1, "a") },
        { "Point { X = 1, Y = [2, 3] }", new Point(1, [2, 3]) },
        { "{ A = 1, B = { C = <null> } }", new { A = 1, B = new { C = (string?)null } } },
        { "own text", new WithText() },
        { "byte[0]", Array.Empty<byte>() },
        { "byte[17]\n00000000  41 00 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  A...............\n00000010  7f                                                .", new byte[] { 65, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 127 } },
        { "{ Raw = byte[2] … }", new { Raw = new byte[2] } },
        { "{\n  \"a\": 1\n}", JsonNode.Parse("{\"a\":1}") },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Should_Write_One_Line_In_The_Manner_Of_CSharp(string expected, object? value) =>
        Assert.Equal(expected, Text(value));

    [Fact]
    public void Should_Count_The_Rest_When_A_Sequence_Is_Long()
    {
        Assert.EndsWith("19 … (80 more)]", Text(Enumerable.Range(0, 100).ToList()), StringComparison.Ordinal);
        Assert.EndsWith("19 … (more)]", Text(Endless()), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Stop_When_Values_Contain_Themselves()
    {
        var list = new List<object>();
        list.Add(list);
        var node = new Node();
        node.Next = node;

        Assert.Equal("[(cycle)]", Text(list));
        Assert.Equal("Node { Next = (cycle) }", Text(node));
        Assert.Contains("(cycle)", Html(node), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_The_Exception_When_A_Getter_Throws()
    {
        Assert.Equal("Throwing { Bad = InvalidOperationException: no value, Good = 1 }", Text(new Throwing()));
        Assert.Contains("InvalidOperationException: no value", Html(new Throwing()), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Wait_When_A_Task_Is_Unfinished() =>
        Assert.Contains("WaitingForActivation", Text(new { Task = new TaskCompletionSource<int>().Task }), StringComparison.Ordinal);

    [Fact]
    public void Should_Not_Compute_When_A_Value_Is_Lazy()
    {
        var lazy = new Lazy<int>(() => throw new InvalidOperationException());
        _formatters.Format(new { lazy });
        Assert.False(lazy.IsValueCreated);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("</pre></table><b>")]
    public void Should_Escape_Everything_That_Comes_From_Values(string hostile)
    {
        object[] values =
        [
            hostile, new[] { hostile }, new Dictionary<string, string> { [hostile] = hostile }, new { Name = hostile },
            new[] { new { Name = hostile } }, new InvalidOperationException(hostile), JsonNode.Parse("{\"a\":\"\"}")!.DeepClone(),
        ];
        foreach (var html in values.Select(value => _formatters.Format(value, MimeTypes.Html).Data[MimeTypes.Html]))
        {
            Assert.DoesNotContain(hostile, html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Should_Stay_Small_When_A_Value_Is_Huge()
    {
        object Tree(int depth) => depth == 0 ? new string('x', 1000) : Enumerable.Range(0, 20).Select(_ => Tree(depth - 1)).ToList();
        var bundle = _formatters.Format(Tree(4));

        Assert.InRange(bundle.Data[MimeTypes.Html].Length, 1, 500_000);
        Assert.InRange(bundle.Text.Length, 1, 100_100);
        Assert.InRange(_formatters.Format(new string('y', 1_000_000)).Text.Length, 1, 100_100);
    }

    [Fact]
    public void Should_Count_The_Rest_When_There_Are_Many_Bytes() =>
        Assert.EndsWith("\n… (976 more bytes)", Text(new byte[2000]), StringComparison.Ordinal);

    [Fact]
    public void Should_Show_The_Picture_When_A_Figure_Is_Inside_Another_Value()
    {
        using var route = Displays.Route(new FixedRenderer());
        Assert.Contains("src=\"data:image/png;base64,AQI=\"", Html(new[] { new Figure("f") }), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Stop_At_The_Depth_Limit()
    {
        _formatters.Options = _formatters.Options with { DepthLimit = 1 };
        Assert.Equal("{ A = { B = anonymous } }", Text(new { A = new { B = new { C = 1 } } }));
    }

    [Fact]
    public void Should_Use_A_Point_For_Decimals_When_The_Culture_Does_Not()
    {
        var culture = CultureInfo.CurrentCulture;
        var figure = Gallery.LineWithBand();
        var expected = figure.ToJson();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.ReadOnly(new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = "," } });
            Assert.Equal("[0.5]", Text(new[] { 0.5 }));
            Assert.Equal(expected, figure.ToJson());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Should_Write_HTML_As_Expected()
    {
        object?[] values =
        [
            5, "a < b", new[] { 1, 2, 3 }, new Point(1, [2, 3]), new[] { new Point(1, [2]), new Point(3, [4]) },
            new Dictionary<string, object?> { ["a"] = 1, ["b"] = new Point(1, []), ["c"] = null }, new object[] { 1, "two", new[] { 3 } },
            new { Inner = new { Deep = new { Deeper = 1 } } }, Enumerable.Range(0, 25).Select(i => new { i, Square = i * i }),
        ];
        Expect.Text("values.html", string.Join("\n", values.Select(value => _formatters.Format(value, MimeTypes.Html).Data[MimeTypes.Html].Replace("><", ">\n<", StringComparison.Ordinal))));
    }

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
        {
            yield return i;
        }
    }

    private string Text(object? value) => _formatters.Format(value, MimeTypes.Text).Text;

    private string Html(object? value) => _formatters.Format(value, MimeTypes.Html).Data[MimeTypes.Html];

    private sealed class FixedRenderer : IFigureRenderer
    {
        public byte[] Render(string figureJson, int width, int height, double scale) => [1, 2];

        public void Dispose()
        {
        }
    }

    private sealed record Point(int X, int[] Y);

    private sealed class WithText
    {
        public int Hidden { get; } = 1;

        public override string ToString() => "own text";
    }

    private sealed class Node
    {
        public Node? Next { get; set; }
    }

    private sealed class Throwing
    {
        public int Bad => Good == 1 ? throw new InvalidOperationException("no value") : 0;

        public int Good { get; } = 1;
    }
}
