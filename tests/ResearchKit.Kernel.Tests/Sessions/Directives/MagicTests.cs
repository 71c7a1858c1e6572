using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions.Directives;

public sealed class MagicTests : SessionTest
{
    [Fact]
    public async Task Should_List_The_Names_When_A_Cell_Asks_Who()
    {
        await ValueAsync("#!who");
        await ValueAsync("var beta = 1; var alpha = 2;\n#!who");
        Assert.Equal(["display:No variables yet.", "display:alpha\nbeta"], Output.Entries);
    }

    [Fact]
    public async Task Should_Show_A_Table_Of_Variables_When_A_Cell_Asks_Whos()
    {
        await ValueAsync("var rate = 0.5; var text = \"<b>\"; List<int> none = null;\n#!whos");
        Assert.Equal(["Variable  Type    Value", "none      null    <null>", "rate      double  0.5", "text      string  <b>"], Output.Bundles[0].Text.Split('\n'));
        var html = Output.Bundles[0].Data[MimeTypes.Html];
        Assert.Contains("Variable</th>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Show_Values_Of_All_Kinds_But_Compute_No_Sequence_When_A_Cell_Asks_Whos()
    {
        await ValueAsync("record Point(int X); var point = new Point(3); var lazy = new[] { 1 }.Select(new Func<int, int>(x => throw new Exception(\"asked\"))); var list = new List<int> { 7 };\n#!whos");
        var text = Output.Bundles[^1].Text;
        Assert.Contains("Point { X = 3 }", text, StringComparison.Ordinal);
        Assert.Contains("7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("asked", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Run_Code_Before_And_After_An_Action_In_Order()
    {
        Assert.Equal(3, await ValueAsync("var x = 1;\n1\n#!who\nx + 2"));
        Assert.Equal(["display:1", "display:x", "result:3"], Output.Entries);
    }

    [Fact]
    public async Task Should_List_Every_Directive_That_Works_When_A_Cell_Asks()
    {
        await ValueAsync("#!lsmagic");
        Assert.All(DirectiveSet.All.Where(directive => directive.IsOffered), directive => Assert.Contains(directive.Usage, Output.Bundles[0].Text, StringComparison.Ordinal));
        Assert.DoesNotContain("#!fsharp", Output.Bundles[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Say_What_Runs_The_Cells_When_A_Cell_Asks()
    {
        await ValueAsync("#!about");
        Assert.Contains(Environment.Version.ToString(), Output.Bundles[0].Text, StringComparison.Ordinal);
        Assert.Contains("Roslyn 5.", Output.Bundles[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Hand_JavaScript_To_The_Front_End()
    {
        await ValueAsync("#!js\nalert(1);");
        Assert.Equal("alert(1);", Output.Bundles[0].Data[MimeTypes.JavaScript]);
    }

    [Fact]
    public async Task Should_Render_Markdown_And_Keep_Its_Text()
    {
        await ValueAsync("#!markdown\n# Title\n<script>alert(1)</script>");
        Assert.Equal("# Title\n<script>alert(1)</script>", Output.Bundles[0].Data[MimeTypes.Markdown]);
        Assert.Contains("<h1", Output.Bundles[0].Data[MimeTypes.Html], StringComparison.Ordinal);
        Assert.DoesNotContain("<script", Output.Bundles[0].Data[MimeTypes.Html], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!time -h", "#!time")]
    [InlineData("#!import --help", "#!import PATH")]
    [InlineData("#!whos -h", "#!whos")]
    public async Task Should_Show_Help_And_Do_Nothing_Else_When_Asked_For_It(string code, string usage)
    {
        await ValueAsync(code);
        Assert.StartsWith("display:" + usage + "\n", Assert.Single(Output.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Refuse_Arguments_Where_None_Belong()
    {
        var error = await ErrorAsync("1\n#!who all", CellStatus.Rejected);
        Assert.Equal("cell 1, line 2: '#!who' takes no arguments; found 'all'.", error.Message);
    }

    [Fact]
    public void Should_Name_Every_Directive_Once()
    {
        var names = DirectiveSet.All.SelectMany(directive => directive.Aliases.Prepend(directive.Name)).ToList();
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }
}
