using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Sessions.Directives;

public sealed class ImportTests : SessionTest
{
    [Fact]
    public async Task Should_Run_The_Code_Cells_In_Order_When_A_Notebook_Is_Imported()
    {
        WriteNotebook("lib.ipynb", "var x = 1;", "x += 1;\nx");
        Assert.Equal(2, await ValueAsync("#!import lib.ipynb\nx"));
        Assert.Equal(["display:2", "result:2"], Output.Entries);
        Assert.Equal(2, await ValueAsync("x"));
    }

    [Fact]
    public async Task Should_Run_The_CSharp_Of_An_Interactive_Notebook()
    {
        Folder.Write("lib.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!markdown\n\n# Not { code\n\n#!csharp\n\nvar a = 1;\n#!time\n\n#!fsharp\n\nlet b = 2\n\n#!csharp\n\nvar c = a + 2;\n");
        Assert.Equal(3, await ValueAsync("#!import \"lib.dib\"\nc"));
    }

    [Theory]
    [InlineData("lib.cs")]
    [InlineData("lib.csx")]
    public async Task Should_Run_A_File_Of_Code(string name)
    {
        Folder.Write("sub/inner.csx", "int Inner() => 1;");
        Folder.Write("sub/" + name, "#load \"inner.csx\"\nint Outer() => Inner() + 1;");
        Assert.Equal(2, await ValueAsync($"#!import sub/{name}\nOuter()"));
    }

    [Fact]
    public async Task Should_Resolve_Paths_From_The_Importing_File_When_Imports_Nest()
    {
        Folder.Write("sub/inner.cs", "var inner = 1;");
        WriteNotebook("sub/outer.ipynb", "#!import inner.cs", "var outer = inner + 1;");
        Assert.Equal(2, await ValueAsync("#!import sub/outer.ipynb\nouter"));
    }

    [Fact]
    public async Task Should_Leave_Out_Cells_That_Are_In_Another_Language_Or_Are_To_Be_Skipped()
    {
        var notebook = new Notebook();
        notebook.Cells.Add(new NotebookCell(CellKind.Markdown, "var x = {"));
        notebook.Cells.Add(new NotebookCell(CellKind.Code, "var x = 1;"));
        notebook.Cells.Add(new NotebookCell(CellKind.Code, "x = 2;") { Metadata = new() { ["tags"] = new System.Text.Json.Nodes.JsonArray("skip-execution") } });
        var text = System.Text.Encoding.UTF8.GetString(notebook.ToBytes()).Replace("\"cells\": [", "\"cells\": [{\"cell_type\":\"code\",\"id\":\"f\",\"metadata\":{\"polyglot_notebook\":{\"kernelName\":\"fsharp\"}},\"source\":[\"let y = 2\"],\"outputs\":[],\"execution_count\":null},", StringComparison.Ordinal);
        Folder.Write("lib.ipynb", text);
        Assert.Equal(1, await ValueAsync("#!import lib.ipynb\nx"));
    }

    [Fact]
    public async Task Should_Name_File_Cell_And_Line_When_An_Imported_Cell_Does_Not_Compile()
    {
        WriteNotebook("sub/lib.ipynb", "var x = 1;", "\nunknown();");
        var error = await ErrorAsync("#!import sub/lib.ipynb", CellStatus.Rejected);
        Assert.StartsWith("sub/lib.ipynb, cell 2, line 2, column 1: error CS0103", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Name_File_And_Line_When_Imported_Code_Throws()
    {
        Folder.Write("lib.csx", "\nthrow new Exception(\"x\");");
        var error = await ErrorAsync("1\n#!import lib.csx\n2", CellStatus.Failed);
        Assert.Equal("   at lib.csx, line 2", error.Traceback[^1]);
        Assert.Equal(["display:1"], Output.Entries);
    }

    [Fact]
    public async Task Should_Refuse_A_Circle_Of_Imports()
    {
        Folder.Write("a.csx", "#!import b.csx");
        Folder.Write("b.csx", "var x = 1;\n#!import a.csx");
        var error = await ErrorAsync("#!import a.csx", CellStatus.Rejected);
        Assert.Equal("b.csx, line 2: The import goes in a circle: a.csx imports b.csx imports a.csx.", error.Message);
        Assert.Equal(1, await ValueAsync("#!csharp\n1"));
    }

    [Theory]
    [InlineData("#!import", "needs the path of a file")]
    [InlineData("#!import missing.csx", "'missing.csx' is not in .")]
    [InlineData("#!import lib.fsx", "expected a file that ends in .ipynb, .dib, .cs, .csx")]
    [InlineData("#!import lib.csproj", "#r \"PATH.csproj\"")]
    [InlineData("#!import broken.ipynb", "'broken.ipynb' cannot be imported")]
    [InlineData("#!import python.ipynb", "it is written in 'python'; expected C#.")]
    [InlineData("#!import binary.csx", "'binary.csx' cannot be imported")]
    public async Task Should_Say_What_Is_Wrong_When_A_File_Cannot_Be_Imported(string code, string reason)
    {
        Folder.Write("lib.fsx", "let x = 1");
        Folder.Write("lib.csproj", "<Project/>");
        Folder.Write("broken.ipynb", "{ \"cells\": [");
        Folder.Write("python.ipynb", "{\"cells\":[],\"metadata\":{\"kernelspec\":{\"name\":\"python3\",\"language\":\"python\",\"display_name\":\"Python\"}},\"nbformat\":4,\"nbformat_minor\":5}");
        await File.WriteAllBytesAsync(Folder.In("binary.csx"), [0xC3, 0x28, 0xFF], TestContext.Current.CancellationToken);
        var error = await ErrorAsync("1\n" + code, CellStatus.Rejected);
        Assert.StartsWith("cell 1, line 2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private void WriteNotebook(string name, params string[] cells)
    {
        var notebook = new Notebook();
        foreach (var cell in cells)
        {
            notebook.Cells.Add(new NotebookCell(CellKind.Markdown, "text with `code {`"));
            notebook.Cells.Add(new NotebookCell(CellKind.Code, cell));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Folder.In(name))!);
        notebook.Write(Folder.In(name));
    }
}
