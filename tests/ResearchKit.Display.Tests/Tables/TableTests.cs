namespace ResearchKit.Display.Tests;

public class TableTests
{
    private static readonly Table Sample = new Table("method", "barrier", "sweeps", "share")
        .Row("naive", new Measurement(1.19, 1.2, 1.25), 0, 0.0)
        .Row("weight <matching> & more", new Measurement(0.0101, 0.0123, 0.0088), 11, 0.45678)
        .Row("_none_ | \"x, y\"", null, null, double.NaN)
        .WithCaption("Table 1, 100 % measured")
        .WithFormat("share", "0.0 %")
        .WithUnit("barrier", "nats");

    [Fact]
    public void Should_Write_Every_Form_As_Expected() => Expect.Text(
        "table.txt",
        string.Join("\n----\n", Sample.ToText(), Sample.ToHtml().Replace("><", ">\n<", StringComparison.Ordinal), Sample.ToMarkdown(), Sample.ToCsv(), Sample.ToLatex()));

    [Fact]
    public void Should_Make_A_Column_For_Each_Property_When_Given_Records()
    {
        var table = Table.From([new Row("a", 1.5, null), new Row("b", 2, 3)]);

        Assert.Equal(["Name", "Loss", "Count"], table.Columns);
        Assert.Equal("Name,Loss,Count\na,1.5,\nb,2,3\n", table.ToCsv());
    }

    [Fact]
    public void Should_Make_Columns_When_Records_Are_Anonymous_Or_None()
    {
        Assert.Equal(["x"], Table.From([new { x = 1 }]).Columns);
        Assert.Equal("Name,Loss,Count\n", Table.From(Array.Empty<Row>()).ToCsv());
    }

    [Fact]
    public void Should_Refuse_When_Columns_Or_Cells_Do_Not_Fit()
    {
        Assert.Throws<ArgumentException>(() => new Table());
        Assert.Throws<ArgumentException>(() => new Table("a", "a"));
        Assert.Contains("2 columns: a, b", Assert.Throws<ArgumentException>(() => new Table("a", "b").Row(1)).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'c'", Assert.Throws<ArgumentException>(() => new Table("a").WithDigits("c", 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Table("a").WithDigits(0));
        Assert.Throws<ArgumentException>(() => new Table("a").WithUnit("a", " "));
        Assert.Throws<ArgumentException>(() => Table.From([new object()]));
    }

    [Theory]
    [InlineData("$x$ & y|z", @"\$x\$ &amp; y\|z", @"\$x\$ \& y\textbar{}z")]
    [InlineData("[a](b) ~c~ # d", @"\[a\](b) \~c\~ \# d", @"[a](b) \textasciitilde{}c\textasciitilde{} \# d")]
    [InlineData("λ → 1\n≤ \"∞\"", "λ → 1 ≤ \"∞\"", @"$\lambda$ $\rightarrow$ 1 $\leq$ ""$\infty$""")]
    public void Should_Escape_What_Means_Something(string text, string markdown, string latex)
    {
        Assert.Equal(markdown, TableText.Markdown(text));
        Assert.Equal(latex, TableText.Latex(text));
    }

    [Theory]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData(" a ", " a ")]
    public void Should_Quote_Fields_That_Need_It(string text, string expected) => Assert.Equal(expected, TableText.Csv(text));

    [Fact]
    public void Should_Take_The_Columns_Of_The_Records_When_They_Are_Given_As_Objects()
    {
        Assert.Equal(["A"], Table.From(new object[] { new { A = 1 }, new { A = 2 } }).Columns);
        Assert.Contains("several types", Assert.Throws<ArgumentException>(() => Table.From(new object[] { new { A = 1 }, "b" })).Message, StringComparison.Ordinal);
        Assert.Equal(["Item1", "Item2"], Table.From([(1, "a")]).Columns);
    }

    [Fact]
    public void Should_Not_Change_The_Table_It_Starts_From()
    {
        var start = new Table("a");
        _ = start.Row(1).WithCaption("c");
        Assert.Equal(0, start.RowCount);
    }

    [Fact]
    public void Should_Cut_What_Is_Shown_But_Not_What_Is_Saved_When_Rows_Are_Many()
    {
        var table = Table.From(Enumerable.Range(0, 1000).Select(i => new { i }));

        Assert.Contains("(800 more rows)", table.ToText(), StringComparison.Ordinal);
        Assert.Contains("(800 more rows)", table.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(1001, table.ToCsv().TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Should_Show_As_HTML_And_Text_When_Displayed()
    {
        var sink = new RecordingSink();
        using (Displays.Route(sink))
        {
            new[] { new { A = 1 } }.DisplayTable();
        }

        Assert.Equal([MimeTypes.Html, MimeTypes.Text], Assert.Single(sink.Displayed).Bundle.Data.Keys);
    }

    private sealed record Row(string Name, double Loss, int? Count);
}
