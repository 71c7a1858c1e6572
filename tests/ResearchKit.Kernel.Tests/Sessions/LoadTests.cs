using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions;

public sealed class LoadTests : SessionTest
{
    [Fact]
    public async Task Should_See_What_A_Loaded_File_Declares_When_Later_Cells_Run()
    {
        Folder.Write("kit.csx", "global using System.Globalization;\nglobal using static System.Math;\nint Twice(int x) { for (;;) { return 2 * x; } }");
        Assert.Equal(8, await ValueAsync("#load \"kit.csx\"\nTwice(4)"));
        Assert.Equal(10, await ValueAsync("Twice(5)"));
        Assert.Equal("", await ValueAsync("CultureInfo.InvariantCulture.Name"));
        Assert.Equal(3, await ValueAsync("Abs(-3)"));
    }

    [Fact]
    public async Task Should_Resolve_Paths_From_The_Loading_File_When_Loads_Nest()
    {
        Folder.Write("sub/inner.cs", "int Inner() => 3;");
        Folder.Write("sub/outer.csx", "#load \"inner.cs\"\nint Outer() => Inner() + 1;");
        Assert.Equal(4, await ValueAsync("#load \"sub/outer.csx\"\nOuter()"));
    }

    [Fact]
    public async Task Should_Read_The_File_Again_When_It_Has_Changed()
    {
        Folder.Write("a.csx", "int A() => 1;");
        Assert.Equal(1, await ValueAsync("#load \"a.csx\"\nA()"));
        Folder.Write("a.csx", "int A() => 2;");
        Assert.Equal(2, await ValueAsync("#load \"a.csx\"\nA()"));
    }

    [Fact]
    public async Task Should_Name_The_File_When_A_Loaded_File_Does_Not_Compile()
    {
        Folder.Write("bad.csx", "int A()\n{\n    while (true) { return unknown; }\n}");
        var error = await ErrorAsync("#load \"bad.csx\"\nA()", CellStatus.Rejected);
        Assert.StartsWith("bad.csx, line 3, column 27: error CS0103", error.Message, StringComparison.Ordinal);
        Assert.Equal("    while (true) { return unknown; }", error.Traceback[1][4..]);
    }

    [Fact]
    public async Task Should_Name_The_File_When_A_Loaded_Function_Throws()
    {
        Folder.Write("throws.csx", "\nint A() => throw new Exception(\"x\");");
        var error = await ErrorAsync("#load \"throws.csx\"\nA()", CellStatus.Failed);
        Assert.Equal("   at throws.csx, line 2, in A", error.Traceback[1]);
        Assert.Equal("   at cell 1, line 2", error.Traceback[^1]);
    }
}
