using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions;

public sealed class CellOutputTests : SessionTest
{
    [Fact]
    public async Task Should_Keep_The_Order_When_A_Cell_Mixes_Text_And_Displays()
    {
        await ValueAsync("Console.Write(\"a\");\ndisplay(1);\nConsole.Error.Write(\"b\");\n\"two\".Display();\nConsole.Write('c');\n3");
        Assert.Equal(["out:a", "display:1", "err:b", "display:two", "out:c", "result:3"], Output.Entries);
    }

    [Fact]
    public async Task Should_Replace_A_Display_When_It_Is_Updated()
    {
        await ValueAsync("var shown = display(\"start\");");
        await ValueAsync("shown.Update(\"end\");");
        Assert.Equal(["display:start", "update:end"], Output.Entries);
    }

    [Fact]
    public async Task Should_Show_Once_When_The_Result_Is_A_Display()
    {
        await ValueAsync("display(5)");
        Assert.Equal(["display:5"], Output.Entries);
    }

    [Fact]
    public async Task Should_Show_Html_When_The_Result_Is_Html()
    {
        await ValueAsync("HTML(\"<b>x</b>\")");
        Assert.Equal("<b>x</b>", Output.Bundles[0].Data[MimeTypes.Html]);
    }

    [Theory]
    [InlineData("Console.WriteLine();", "\n")]
    [InlineData("Console.WriteLine(\"{0}-{1}\", 1, 2);", "1-2\n")]
    [InlineData("Console.Write(1.5);", "1.5")]
    [InlineData("Console.Write(new[] { 'a', 'b' }, 0, 2);", "ab")]
    [InlineData("await Console.Out.WriteLineAsync(\"x\");", "x\n")]
    [InlineData("Console.Out.Write(\"ab\".AsSpan());", "ab")]
    [InlineData("Console.Write((string)null);", "")]
    [InlineData("Console.WriteLine(true);", "True\n")]
    public async Task Should_Capture_Every_Way_Of_Writing(string code, string expected)
    {
        await ValueAsync(code);
        Assert.Equal(expected, Output.Out);
    }

    [Fact]
    public async Task Should_Capture_Tasks_And_Threads_When_A_Cell_Starts_Them()
    {
        await ValueAsync("await Task.Run(() => Console.Write(1));\nvar t = new System.Threading.Thread(() => Console.Write(2)); t.Start(); t.Join();\nSystem.Threading.Tasks.Parallel.For(0, 4, i => Console.WriteLine(\"line\"));");
        Assert.Equal("12" + string.Concat(Enumerable.Repeat("line\n", 4)), Output.Out);
    }

    [Fact]
    public async Task Should_Show_Nothing_More_When_The_Cell_Has_Ended()
    {
        await ValueAsync("var go = new TaskCompletionSource();\nvar late = Task.Run(async () => { await go.Task; Console.Write(\"late\"); display(\"late\"); });");
        await ValueAsync("go.SetResult(); await late;");
        Assert.Empty(Output.Entries);
    }

    [Fact]
    public async Task Should_Capture_Again_When_A_Cell_Has_Replaced_The_Console()
    {
        await ValueAsync("Console.SetOut(new System.IO.StringWriter()); Console.Write(\"lost\");");
        await ValueAsync("Console.Write(\"seen\");");
        Assert.Equal("seen", Output.Out);
    }

    [Fact]
    public async Task Should_Format_By_What_The_Session_Registered_And_No_Other_Session()
    {
        await ValueAsync("Formatter.Register<int>(x => $\"<i>{x}</i>\", \"text/html\");");
        await ValueAsync("5");
        Assert.Equal("<i>5</i>", Output.Bundles[0].Data[MimeTypes.Html]);
        Assert.False(Formatter.Format(5).Data.ContainsKey(MimeTypes.Html));
    }
}
