using System.Text.Json.Nodes;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Running;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Notebooks;

public sealed class NotebookCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_See_Which_Cell_Changed_After_The_Run()
    {
        var source = NotebookFixture.WriteCells(_folder, "var a = 1;", "a + 1", "a + 2");
        var result = await new NotebookRunner(new NotebookRunOptions(source) { OutputPath = _folder.In("run.ipynb") }).RunAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(NotebookRunStatus.Succeeded, result.Status);
        Assert.Empty(NotebookCheck.File(_folder.In("run.ipynb")));

        Assert.Equal(("stale", "code cell 2 is not the one"), Change(book => book.Cells[1].Source = "a + 5"));
        Assert.Equal(("stale", "1 code cells that were exe"), Change(book => book.Cells.RemoveAt(2)));
        Assert.Equal(("stale", "code cell 1 is not the one"), Change(book => book.Cells.Insert(0, new NotebookCell(CellKind.Code, "0") { ExecutionCount = 1 })));
        Assert.Equal(default, Change(book => book.Cells[1].Source += "\n"));
        Assert.Equal(default, Change(book => book.Cells.Insert(0, new NotebookCell(CellKind.Markdown, "words"))));
        Assert.Equal(default, Change(book => NotebookCleaner.Clean(book, strip: true)));
    }

    [Fact]
    public void Should_Name_Every_Kind_Of_Problem()
    {
        var json = JsonNode.Parse("""
            {"cells":[
              {"cell_type":"code","execution_count":3,"id":"a","metadata":{"vscode":{"languageId":"x"},"jupyter":{"odd":1}},"source":"1","outputs":[{"output_type":"stream","name":"stdout","text":"see /home/ann/secret.txt"}]},
              {"cell_type":"code","execution_count":2,"id":"a","metadata":{},"source":"2","outputs":[{"output_type":"error","ename":"E","evalue":"bad","traceback":[]}]},
              {"cell_type":"markdown","metadata":{},"source":"words"}],
             "metadata":{"polyglot_notebook":{}},"nbformat":4,"nbformat_minor":5}
            """)!;
        var path = _folder.Write("bad.ipynb", json.ToJsonString());

        var problems = NotebookCheck.File(path, maximumBytes: 100);

        Assert.Equal(["size", "ids", "ids", "metadata", "metadata", "order", "path", "error"], problems.Select(problem => problem.Kind));
        Assert.Contains(problems, problem => problem.Text.Contains("polyglot_notebook", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Text.Contains("vscode, jupyter", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Text.Contains("/home/ann/secret.txt", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Text.Contains("executed as 3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/root/x/y", true)]
    [InlineData("file C:\\Users\\ann\\x.txt", true)]
    [InlineData("/tmp/a", true)]
    [InlineData("http://example.org/home/ann", false)]
    [InlineData("a/home/b", false)]
    [InlineData("/home is where", false)]
    public void Should_Tell_Paths_Of_The_Machine_From_Other_Words(string text, bool isPath) =>
        Assert.Equal(isPath, new MachinePaths(_folder.In("a.ipynb")).FindIn(new StreamOutput("stdout", text)) is not null);

    [Fact]
    public void Should_Find_The_Folder_Of_The_Notebook_In_Json_Too()
    {
        var output = new DataOutput(new JsonObject { ["application/json"] = new JsonArray(new JsonObject { ["file"] = _folder.In("x") }) }, []);
        Assert.NotNull(new MachinePaths(_folder.In("a.ipynb")).FindIn(output));
    }

    [Fact]
    public void Should_Clean_In_Place_Once_And_Keep_Code_Text_And_Outputs()
    {
        var path = _folder.Write("a.ipynb", """
            {"nbformat":4,"nbformat_minor":2,"metadata":{"x":1,"kernelspec":{"name":"python3","display_name":"Python 3","language":"python"}},
             "cells":[{"cell_type":"code","execution_count":1,"metadata":{"scrolled":true,"tags":["t"]},"source":"print(1)","outputs":[{"output_type":"stream","name":"stdout","text":"1"}]}]}
            """);

        Assert.NotEmpty(NotebookCheck.File(path));
        Assert.True(NotebookCleaner.CleanFile(path));
        Assert.False(NotebookCleaner.CleanFile(path));
        Assert.Empty(NotebookCheck.File(path));
        var book = Notebook.Read(path);
        Assert.Equal("python", book.Language);
        Assert.Equal(["kernelspec"], book.Metadata.Select(pair => pair.Key));
        Assert.Equal("""{"tags":["t"]}""", book.Cells[0].Metadata.ToJsonString());
        Assert.Equal("1", Assert.IsType<StreamOutput>(Assert.Single(book.Cells[0].Outputs)).Text);

        Assert.True(NotebookCleaner.CleanFile(path, strip: true));
        Assert.Empty(Notebook.Read(path).Cells[0].Outputs);
        Assert.Null(Notebook.Read(path).Cells[0].ExecutionCount);
    }

    [Fact]
    public void Should_Change_What_A_Link_Leads_To()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var path = _folder.Write("real/a.ipynb", """{"cells":[],"metadata":{"x":1},"nbformat":4,"nbformat_minor":5}""");
        File.CreateSymbolicLink(_folder.In("link.ipynb"), path);

        Assert.True(NotebookCleaner.CleanFile(_folder.In("link.ipynb")));
        Assert.NotNull(new FileInfo(_folder.In("link.ipynb")).LinkTarget);
        Assert.DoesNotContain("\"x\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    private (string Kind, string Text) Change(Action<Notebook> change)
    {
        var book = Notebook.Read(_folder.In("run.ipynb"));
        change(book);
        for (var i = 0; i < book.Cells.Count; i++)
        {
            // As somebody would who saves from an editor that numbers cells anew.
            book.Cells[i].ExecutionCount = book.Cells[i].ExecutionCount is null ? null : book.Cells.Take(i + 1).Count(cell => cell.Kind == CellKind.Code);
        }

        book.Write(_folder.In("changed.ipynb"));
        return NotebookCheck.File(_folder.In("changed.ipynb")).Select(problem => (problem.Kind, problem.Text[..Math.Min(26, problem.Text.Length)])).SingleOrDefault();
    }
}
