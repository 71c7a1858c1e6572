using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions.Directives;

public sealed class DirectiveTests : SessionTest
{
    [Theory]
    [InlineData("#!csharp\n1 + 1")]
    [InlineData("#!c#\n1 + 1")]
    [InlineData("// first\n#!csharp\n1 + 1")]
    public async Task Should_Run_CSharp_When_The_Cell_Chooses_It(string code)
    {
        Assert.Equal(2, await ValueAsync(code));
    }

    [Fact]
    public async Task Should_Show_The_Time_After_The_Cell_When_It_Asks_For_It()
    {
        await ValueAsync("#!time\nConsole.Write(\"x\");\n5");
        Assert.Equal(["out:x", "result:5"], Output.Entries[..2]);
        Assert.Matches("^display:Wall time: [0-9.]+ ms$", Output.Entries[2]);
    }

    [Fact]
    public async Task Should_Show_Markdown_And_Html_Between_Code()
    {
        var result = await RunAsync("var x = 1;\n#!markdown\n# It's *me*\n#!html\n<b>b</b>\n#!csharp\nthrow new Exception();");
        Assert.Equal(CellStatus.Failed, result.Status);
        Assert.Equal("# It's *me*", Output.Bundles[0].Data[MimeTypes.Markdown]);
        Assert.Equal("<b>b</b>", Output.Bundles[1].Data[MimeTypes.Html]);
        Assert.Equal("   at cell 1, line 7", result.Error!.Traceback[^1]);
    }

    [Theory]
    [InlineData("#!fsharp\nlet x = 1", "another language")]
    [InlineData("#!python\nx = 1", "another language")]
    [InlineData("1\n#!nonsense", "'#!nonsense' is not known here; known are #!csharp")]
    [InlineData("var x = 1;\n#!share --from fsharp x", "'#!share' is refused")]
    public async Task Should_Refuse_With_The_Line_When_A_Directive_Is_Not_Known(string code, string reason)
    {
        var error = await ErrorAsync(code, CellStatus.Rejected);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains($"line {code.Split('\n').ToList().FindIndex(line => line.StartsWith("#!", StringComparison.Ordinal)) + 1}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@\"\n#!time\n\"")]
    [InlineData("\"\"\"\n#!nothing\n\"\"\"")]
    [InlineData("/*\n#!nothing\n*/ \"text\"")]
    public async Task Should_Leave_A_Line_Alone_When_It_Is_Inside_A_String_Or_Comment(string code)
    {
        Assert.IsType<string>(await ValueAsync(code));
        Assert.Single(Output.Entries);
    }
}
