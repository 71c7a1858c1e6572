using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions.Language;

public sealed class CompletionTests : SessionTest
{
    [Theory]
    [InlineData("Console.Wri|", "WriteLine", "method")]
    [InlineData("\"x\".Len|", "Length", "property")]
    [InlineData("new List<int>().Sel|", "Select", "method")]
    [InlineData("Environ|", "Environment", "class")]
    [InlineData("ConsoleCol|", "ConsoleColor", "enum")]
    [InlineData("System.Coll|", "Collections", "namespace")]
    [InlineData("using System.Th|", "Threading", "namespace")]
    [InlineData("forea|", "foreach", "keyword")]
    [InlineData("int.MaxV|", "MaxValue", "constant")]
    [InlineData("disp|", "display", "method")]
    [InlineData("inp|", "input", "method")]
    [InlineData("CancellationT|", "CancellationToken", "property")]
    [InlineData("var total = 1; tot|", "total", "variable")]
    [InlineData("int Twice(int x) => 2 * x; Twi|", "Twice", "function")]
    [InlineData("int F(int count) { return cou| }", "count", "variable")]
    [InlineData("new List<int> { 1 }.Select(x => x.ToS|)", "ToString", "method")]
    [InlineData("new UriBuilder { Ho|", "Host", "property")]
    [InlineData("new UriBuilder { Host = \"\", Po| }", "Port", "property")]
    [InlineData("string.Join(sep|", "separator:", "variable")]
    [InlineData("class A { public override ToS|", "string ToString()", "method")]
    [InlineData("$\"{Environm|}\"", "Environment", "class")]
    [InlineData("#!time\nConsole.Wri|", "Write", "method")]
    [InlineData("#!markdown\ntext\n#!csharp\nConsole.Wri|", "Write", "method")]
    public async Task Should_Offer_A_Name_With_Its_Kind_When_It_Can_Stand_There(string code, string text, string kind)
    {
        var item = Assert.Single((await CompleteAsync(code)).Items, item => item.Text == text);
        Assert.Equal(kind, item.Kind);
    }

    [Theory]
    [InlineData("var s = \"Consol|")]
    [InlineData("var s = \"Consol|e\";")]
    [InlineData("// Consol|")]
    [InlineData("/* Consol| */")]
    [InlineData("$\"Consol|\"")]
    [InlineData("\"\"\"\nConsol|\n\"\"\"")]
    [InlineData("12|")]
    [InlineData("#!markdown\nConsol|")]
    [InlineData("#!time |")]
    [InlineData("Nothing.Like.This|")]
    public async Task Should_Offer_Nothing_When_No_Name_Can_Stand_There(string code)
    {
        Assert.Empty((await CompleteAsync(code)).Items);
    }

    [Fact]
    public async Task Should_Know_What_Earlier_Cells_Declared()
    {
        Folder.Write("kit.csx", "global using static System.Math;\nglobal using System.Globalization;\nint FromFile() => 1;");
        await ValueAsync("#load \"kit.csx\"\nvar alpha = new List<int> { 1 };");
        await ValueAsync("string Beta(int count, string name = \"x\") => name;\nstring Beta() => \"\";\nrecord Gamma(int Size);\nvar gamma = new Gamma(3);\n1 + 1");
        Assert.Contains("Select", await TextsAsync("alpha.Sel|"));
        Assert.Contains("FromFile", await TextsAsync("FromF|"));
        Assert.Contains("Cbrt", await TextsAsync("Cb|"));
        Assert.Contains("CultureInfo", await TextsAsync("CultureI|"));
        Assert.Contains("Size", await TextsAsync("gamma.Si|"));
        Assert.Contains("ToUpper", await TextsAsync("Beta(1).ToU|"));
        var beta = Assert.Single((await CompleteAsync("Bet|")).Items);
        Assert.Contains("Beta(int count, string name = \"x\")", beta.Signature, StringComparison.Ordinal);
        Assert.EndsWith("(+1 overload)", beta.Signature, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Permutation.Id|", "Identity")]
    [InlineData("torch.nn.functional.re|", "relu")]
    [InlineData("nn.Lin|", "Linear")]
    [InlineData("tensor(new float[] { 1 }).sha|", "shape")]
    public async Task Should_Know_The_Kit_When_A_Notebook_Has_Loaded_It(string code, string text)
    {
        Folder.Write("kit.csx", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "notebooks-kit.csx"), TestContext.Current.CancellationToken));
        await ValueAsync("#load \"kit.csx\"");
        Assert.Contains(text, await TextsAsync(code));
    }

    [Fact]
    public async Task Should_Forget_The_Earlier_Declaration_When_A_Name_Is_Declared_Again()
    {
        await ValueAsync("var x = 1;");
        await ValueAsync("var x = \"text\";");
        Assert.Contains("ToUpperInvariant", await TextsAsync("x.ToU|"));
    }

    [Fact]
    public async Task Should_Not_Know_What_A_Cell_Declared_That_Did_Not_Compile()
    {
        await ErrorAsync("var lostAtSea = unknown;", CellStatus.Rejected);
        Assert.Empty(await TextsAsync("lostAt|"));
    }

    [Fact]
    public async Task Should_Answer_When_A_Cell_Is_Running()
    {
        await ValueAsync("var known = 1;");
        using var running = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        Output.Written = _ => started.TrySetResult();
        var cell = Session.RunAsync("Console.Write(\"started\"); while (!CancellationToken.IsCancellationRequested) { }", Output, cancellationToken: running.Token);
        await started.Task;
        Assert.Contains("known", await TextsAsync("kno|"));
        Assert.False(cell.IsCompleted);
        await running.CancelAsync();
        await cell;
    }

    [Theory]
    [InlineData("var a = 1;\r\nConsole.WriteL|", 12)]
    [InlineData("#!time\r\nConsole.WriteL|", 8)]
    [InlineData("Console.WriteL|ine", 8)]
    [InlineData("Console.|", 8)]
    public async Task Should_Say_What_The_Text_Replaces(string code, int start)
    {
        var completions = await CompleteAsync(code);
        var position = code.IndexOf('|', StringComparison.Ordinal);
        Assert.Equal(code.Contains("\r\n", StringComparison.Ordinal) ? code.LastIndexOf('.') + 1 : start, completions.Start);
        Assert.Equal(position, completions.End);
        Assert.Contains(completions.Items, item => item.Text == "WriteLine");
    }

    [Fact]
    public async Task Should_Sort_And_Give_Each_Text_Once()
    {
        var texts = (await CompleteAsync("|")).Items.Select(item => item.Text).ToList();
        Assert.Equal(texts.Distinct().OrderBy(text => text, StringComparer.OrdinalIgnoreCase).ThenBy(text => text, StringComparer.Ordinal), texts);
        Assert.Contains("Console", texts);
    }

    [Theory]
    [InlineData("WriteLine", "", true)]
    [InlineData("WriteLine", "write", true)]
    [InlineData("WriteLine", "WL", true)]
    [InlineData("WriteLine", "wriLi", true)]
    [InlineData("WriteLine", "line", false)]
    [InlineData("WriteLine", "wx", false)]
    [InlineData("no_grad", "ng", true)]
    public void Should_Match_By_The_Start_Or_By_Capitals(string name, string typed, bool expected)
    {
        Assert.Equal(expected, TypedText.Matches(name, typed));
    }

    [Theory]
    [InlineData("#|", "#!time #r #load")]
    [InlineData("#!|", "#!time #!markdown #!csharp")]
    [InlineData("1 + 1\n#!ti|", "#!time")]
    public async Task Should_Offer_Directives_At_The_Start_Of_A_Line(string code, string texts)
    {
        var items = (await CompleteAsync(code)).Items;
        Assert.All(texts.Split(' '), text => Assert.Equal("magic", items.Single(item => item.Text == text).Kind));
        Assert.DoesNotContain(items, item => item.Text == "#!fsharp");
    }

    [Theory]
    [InlineData("#load \"|", "kit.csx plain.cs sub/")]
    [InlineData("#load \"sub/|", "sub/inner.csx")]
    [InlineData("#load \"k|\"", "kit.csx")]
    [InlineData("#r \"|", "lib.dll sub/")]
    [InlineData("#load \"missing/|", "")]
    [InlineData("#!import |", "kit.csx plain.cs sub/")]
    [InlineData("#!import pl|", "plain.cs")]
    public async Task Should_Offer_Paths_When_A_Directive_Names_A_File(string code, string texts)
    {
        foreach (var file in new[] { "kit.csx", "plain.cs", "lib.dll", "notes.txt", "sub/inner.csx" })
        {
            Folder.Write(file, string.Empty);
        }

        Assert.Equal(texts.Split(' ', StringSplitOptions.RemoveEmptyEntries), await TextsAsync(code));
    }

    [Fact]
    public async Task Should_Refuse_A_Place_Outside_The_Cell()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Session.CompleteAsync("abc", 4, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Session.CompleteAsync("abc", -1, TestContext.Current.CancellationToken));
    }

    private async Task<CodeCompletions> CompleteAsync(string marked)
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);
        return await Session.CompleteAsync(marked.Remove(position, 1), position, TestContext.Current.CancellationToken);
    }

    private async Task<IEnumerable<string>> TextsAsync(string marked) => (await CompleteAsync(marked)).Items.Select(item => item.Text);
}
