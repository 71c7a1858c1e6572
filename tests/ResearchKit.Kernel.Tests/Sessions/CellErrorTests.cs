using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions;

public sealed class CellErrorTests : SessionTest
{
    [Fact]
    public async Task Should_Show_Line_Column_And_Text_When_A_Cell_Does_Not_Compile()
    {
        var error = await ErrorAsync("var x = 1;\nfor (var i = 0; i < 3; i++) { x += unknown; }", CellStatus.Rejected);
        Assert.Equal("CompilationError", error.Name);
        Assert.Equal("cell 1, line 2, column 36: error CS0103: The name 'unknown' does not exist in the current context", error.Message);
        Assert.Equal(
            [
                error.Message,
                "    for (var i = 0; i < 3; i++) { x += unknown; }",
                "                                       ^^^^^^^",
            ],
            error.Traceback.Select(line => line).ToArray()[..3]);
    }

    [Fact]
    public async Task Should_Run_Nothing_When_A_Cell_Does_Not_Compile()
    {
        await ErrorAsync("Console.Write(1);\nint x = \"a\";", CellStatus.Rejected);
        Assert.Empty(Output.Entries);
        Assert.Equal(2, await ValueAsync("1 + 1"));
    }

    [Theory]
    [InlineData("using var s = new System.IO.MemoryStream();", "block { }")]
    [InlineData("namespace N { }", "cannot declare a namespace")]
    [InlineData("Span<int> s = new int[3];", "block { } or use an array")]
    [InlineData("static class E { extension(int x) { public int Twice => 2 * x; } }", "extension blocks")]
    [InlineData("file class Z { }", "file-local")]
    [InlineData("#r \"missing.dll\"", "missing.dll")]
    [InlineData("#load \"missing.csx\"", "missing.csx")]
    public async Task Should_Say_What_To_Do_When_A_Script_Cannot_Do_It(string code, string advice)
    {
        var error = await ErrorAsync(code, CellStatus.Rejected);
        Assert.Contains(advice, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Explain_Types_Of_The_Same_Name_When_The_Compiler_Meets_Them()
    {
        await ValueAsync("class C { }\nvar c = new C();");
        await ValueAsync("class C { }\nvoid Take(C x) { }");
        var error = await ErrorAsync("Take(c);", CellStatus.Rejected);
        Assert.Contains("'C [cell 1, line 1]' to 'C [cell 2, line 1]'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Two cells define a type of that name", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Explain_Types_Of_The_Same_Name_When_A_Cast_Fails()
    {
        await ValueAsync("class C { }\nobject c = new C();");
        await ValueAsync("class C { }");
        var error = await ErrorAsync("var d = (C)c;", CellStatus.Failed);
        Assert.Equal("'C' of one cell cannot be cast to 'C' of another cell.", error.Message);
        Assert.Contains("Two cells define a type of that name", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Show_Only_Frames_Of_Cells_And_What_They_Call_When_A_Cell_Throws()
    {
        await ValueAsync("int Fail(int x)\n{\n    throw new InvalidOperationException(\"no\");\n}");
        var error = await ErrorAsync("var list = new List<int> { 1 };\n\nlist.ConvertAll(x => Fail(x))", CellStatus.Failed);
        Assert.Equal("System.InvalidOperationException", error.Name);
        Assert.Equal("no", error.Message);
        Assert.Equal("System.InvalidOperationException: no", error.Traceback[0]);
        Assert.Equal("   at cell 1, line 3, in Fail", error.Traceback[1]);
        Assert.Contains("ConvertAll", error.Traceback[^2], StringComparison.Ordinal);
        Assert.Equal("   at cell 2, line 3", error.Traceback[^1]);
        Assert.IsType<InvalidOperationException>(error.Exception);
    }

    [Fact]
    public async Task Should_Show_The_Cell_When_Optimised_Code_Does_Not_Know_The_Line()
    {
        await ValueAsync("int At(int[] a, int i)\n{\n    return a[i];\n}");
        var error = await ErrorAsync("var a = new int[2];\n\nAt(a, 2)", CellStatus.Failed);
        Assert.StartsWith("   at cell 1", error.Traceback[1], StringComparison.Ordinal);
        Assert.EndsWith(", in At", error.Traceback[1], StringComparison.Ordinal);
        Assert.Equal("   at cell 2, line 3", error.Traceback[2]);
    }

    [Fact]
    public async Task Should_Show_The_Cause_When_An_Exception_Has_One()
    {
        var error = await ErrorAsync("async Task A() { await Task.Yield(); throw new ArgumentException(\"outer\", new Exception(\"inner\")); }\nawait A();", CellStatus.Failed);
        Assert.Equal("outer", error.Message);
        Assert.Contains("   at cell 1, line 1, in A", error.Traceback);
        Assert.Contains("caused by System.Exception: inner", error.Traceback);
    }

    [Fact]
    public async Task Should_Show_The_Exception_Itself_When_A_Task_Wraps_It()
    {
        var error = await ErrorAsync("Task.Run(() => throw new FormatException(\"in a task\")).Wait();", CellStatus.Failed);
        Assert.Equal("System.FormatException", error.Name);
    }

    [Fact]
    public async Task Should_Keep_What_Was_Declared_When_A_Cell_Throws_Later()
    {
        await ErrorAsync("var kept = 5;\nint Seven() => 7;\nthrow new Exception();", CellStatus.Failed);
        Assert.Equal(12, await ValueAsync("kept + Seven()"));
    }

    [Fact]
    public async Task Should_Fail_When_The_Result_Cannot_Be_Formatted()
    {
        var error = await ErrorAsync("class Bad { public override string ToString() => throw new NotSupportedException(\"no text\"); }\nFormatter.Register<Bad>(b => b.ToString());\nnew Bad()", CellStatus.Failed);
        Assert.Contains("no text", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await ValueAsync("1"));
    }

    [Fact]
    public async Task Should_Write_Warnings_To_The_Error_Stream()
    {
        await ValueAsync("async Task Work() { await Task.Yield(); }\nWork();");
        Assert.StartsWith("cell 1, line 2, column 1: warning CS4014", Output.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Limit_The_List_When_There_Are_Many_Errors()
    {
        var error = await ErrorAsync(string.Concat(Enumerable.Range(0, 50).Select(i => $"missing{i}();\n")), CellStatus.Rejected);
        Assert.Contains("... and 30 more errors", error.Traceback);
    }

    [Theory]
    [InlineData("throw null;")]
    [InlineData("int.Parse(\"x\")")]
    [InlineData("var a = new int[1]; a[2] = 1;")]
    [InlineData("((string)null).Length")]
    [InlineData("checked { var big = int.MaxValue; big++; }")]
    public async Task Should_Survive_When_A_Cell_Throws(string code)
    {
        await ErrorAsync(code, CellStatus.Failed);
        Assert.Equal(1, await ValueAsync("1"));
    }
}
