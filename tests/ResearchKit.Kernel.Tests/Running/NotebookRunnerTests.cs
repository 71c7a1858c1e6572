using System.Text.Json.Nodes;
using ResearchKit.Display;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Parameters;
using ResearchKit.Kernel.Running;
using ResearchKit.Kernel.Sessions;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Running;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Results => _folder.In("results");

    [Fact]
    public async Task Should_Write_The_Executed_Notebook_When_All_Cells_Run()
    {
        var path = NotebookFixture.CopyWalk(_folder);
        var before = File.ReadAllBytes(path);
        var result = await RunAsync(new NotebookRunOptions(path) { ResultsFolder = Results, Profile = "quick" });
        Assert.Equal(NotebookRunStatus.Succeeded, result.Status);
        Assert.Equal((8, 8), result.Cells);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(_folder.In("results/walk/quick.ipynb"), result.OutputPath);
        var cells = Notebook.Read(result.OutputPath!).Cells;
        Assert.Equal([1, 2, 3, 4, 5, null, 6, 7, 8], cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.ExecutionCount));
        Assert.Equal("3 walks of 100 steps\né quick\n", Assert.IsType<StreamOutput>(Assert.Single(Cell(cells, "walk").Outputs)).Text);
        var progress = Cell(cells, "progress").Outputs.Cast<DataOutput>().ToList();
        Assert.Equal("100 %", progress[0].Data["text/plain"]!.GetValue<string>());
        Assert.Equal("<b>done</b>", progress[1].Data["text/html"]!.GetValue<string>());
        Assert.True(progress[2].IsResult);
        Assert.Equal(5, progress[2].ExecutionCount);
        var error = Assert.IsType<ErrorOutput>(Assert.Single(Cell(cells, "allowed").Outputs));
        Assert.Equal(("System.InvalidOperationException", "expected here"), (error.Name, error.Message));
        Assert.Equal("   at cell 6, line 1", error.Traceback[1]);
    }

    [Fact]
    public async Task Should_Write_The_Results_File_When_All_Cells_Run()
    {
        var path = NotebookFixture.CopyWalk(_folder);
        var result = await RunAsync(new NotebookRunOptions(path)
        {
            ResultsFolder = Results,
            Profile = "quick",
            Parameters = new Dictionary<string, string> { ["seeds"] = "7,8", ["steps"] = "9" },
        });
        Assert.Equal(_folder.In("results/walk/quick.json"), result.ResultsPath);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(result.ResultsPath!, Token))!.AsObject();
        Assert.Equal(["notebook", "profile", "parameters", "seeds", "versions", "seconds", "figures", "claims"], json.Select(pair => pair.Key));
        Assert.Equal("walk", json["notebook"]!.GetValue<string>());
        Assert.Equal("quick", json["profile"]!.GetValue<string>());
        Assert.Equal("""{"profile":"quick","seeds":[7,8],"steps":9}""", json["parameters"]!.ToJsonString());
        Assert.Equal("[7,8]", json["seeds"]!.ToJsonString());
        Assert.Equal(["kit", "dotnet", "engine", "provider", "threads", "os"], json["versions"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(Environment.Version.ToString(), json["versions"]!["dotnet"]!.GetValue<string>());
        Assert.True(json["seconds"]!.GetValue<double>() > 0);
        Assert.Equal("""{"walk":{"data":[{"y":[1,2]}],"layout":{}}}""", json["figures"]!.ToJsonString());
        var claims = json["claims"]!.AsArray();
        Assert.Equal(2, claims.Count);
        Assert.Equal(["id", "statement", "source", "measured", "spread", "bound", "holds"], claims[0]!.AsObject().Select(pair => pair.Key));
        Assert.Equal("W1", claims[0]!["id"]!.GetValue<string>());
        Assert.True(claims[0]!["holds"]!.GetValue<bool>());
        Assert.Null(claims[1]!["holds"]);
        Assert.Equal("the walk has one dimension", result.Claims[1].Note);
        Assert.Equal("the walk has one dimension", claims[1]!["note"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("claims.Check(\"F1\", \"s\", \"p\", new double[] { 1, 2.5 }, Bound.AtLeast(0), \"paper: 3\");", "[1,2.5]")]
    [InlineData("claims.Check(\"F1\", \"s\", \"p\", [new ClaimPart(\"loss\", 0.5, Bound.AtLeast(0)), new ClaimPart(\"gain\", new double[] { 1, 2 }, Bound.AtLeast(0))], \"paper: 3\");", """{"loss":[0.5],"gain":[1,2]}""")]
    public async Task Should_Write_The_Remark_And_The_Values_Of_A_Claim_When_It_Has_Them(string check, string values)
    {
        var path = NotebookFixture.WriteCells(_folder, $"var claims = new Claims();\n{check}\nclaims");
        var result = await RunAsync(new NotebookRunOptions(path) { ResultsFolder = Results });
        Assert.Equal(NotebookRunStatus.Succeeded, result.Status);
        var claim = JsonNode.Parse(await File.ReadAllTextAsync(result.ResultsPath!, Token))!["claims"]![0]!.AsObject();
        Assert.Equal(["id", "statement", "source", "measured", "spread", "bound", "holds", "note", "values"], claim.Select(pair => pair.Key));
        Assert.Equal("paper: 3", claim["note"]!.GetValue<string>());
        Assert.Equal(values, claim["values"]!.ToJsonString());
    }

    [Fact]
    public async Task Should_Use_The_Defaults_When_Nothing_Is_Given()
    {
        var result = await RunAsync(new NotebookRunOptions(NotebookFixture.CopyWalk(_folder)) { ResultsFolder = null });
        Assert.Equal("standard", result.Profile);
        Assert.Equal("[1,2,3]", result.Parameters["seeds"]!.ToJsonString());
        Assert.Null(result.OutputPath);
        Assert.Null(result.ResultsPath);
        Assert.False(Directory.Exists(Results));
    }

    [Fact]
    public async Task Should_Give_The_Same_Notebook_When_It_Runs_Twice()
    {
        var options = new NotebookRunOptions(NotebookFixture.CopyWalk(_folder)) { ResultsFolder = Results };
        var first = await File.ReadAllBytesAsync((await RunAsync(options)).OutputPath!, Token);
        var second = await File.ReadAllBytesAsync((await RunAsync(options)).OutputPath!, Token);
        Assert.Equal(first, second);
        var again = await RunAsync(options with { NotebookPath = _folder.In("results/walk/standard.ipynb"), OutputPath = _folder.In("results/walk/standard.ipynb"), ResultsFolder = null, Parameters = new Dictionary<string, string>() });
        Assert.Equal(NotebookRunStatus.Failed, again.Status);
    }

    [Fact]
    public async Task Should_Stop_At_The_First_Error_And_Keep_What_Was_Done()
    {
        var path = NotebookFixture.WriteCells(_folder, "1 + 1", "Console.Write(\"before\");\nvar x = new int[1];\nx[5] = 1;", "Console.Write(\"never\");");
        var result = await RunAsync(new NotebookRunOptions(path) { ResultsFolder = Results });
        Assert.Equal(NotebookRunStatus.Failed, result.Status);
        Assert.Equal((1, 3), result.Cells);
        Assert.Equal(2, result.Error!.CellNumber);
        Assert.Equal(CellStatus.Failed, result.Error.Status);
        Assert.StartsWith("Console.Write", result.Error.Code, StringComparison.Ordinal);
        Assert.Equal("   at cell 2, line 3", result.Error.Error.Traceback[1]);
        Assert.Null(result.ResultsPath);
        Assert.False(File.Exists(_folder.In("results/cells/default.json")));
        var cells = Notebook.Read(result.OutputPath!).Cells;
        Assert.Equal("before", Assert.IsType<StreamOutput>(cells[1].Outputs[0]).Text);
        Assert.IsType<ErrorOutput>(cells[1].Outputs[1]);
        Assert.Null(cells[2].ExecutionCount);
        Assert.Empty(cells[2].Outputs);
    }

    [Fact]
    public async Task Should_Leave_The_Notebook_Alone_Unless_It_Is_The_Output()
    {
        var path = NotebookFixture.WriteCells(_folder, "throw new Exception();");
        var before = await File.ReadAllBytesAsync(path, Token);
        await RunAsync(new NotebookRunOptions(path) { ResultsFolder = Results });
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Token));
        await RunAsync(new NotebookRunOptions(path) { ResultsFolder = Results, OutputPath = path });
        Assert.IsType<ErrorOutput>(Assert.Single(Notebook.Read(path).Cells[0].Outputs));
    }

    [Fact]
    public async Task Should_Stop_A_Cell_At_Its_Time_Limit()
    {
        var path = NotebookFixture.WriteCells(_folder, "while (true) { }", "1");
        var result = await RunAsync(new NotebookRunOptions(path) { ResultsFolder = null, CellTimeLimit = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(NotebookRunStatus.Failed, result.Status);
        Assert.Equal(CellStatus.TimedOut, result.Error!.Status);
        Assert.Equal("cell 1 was stopped at its time limit of 0.3 s.", result.Error.Error.Message);
    }

    [Fact]
    public async Task Should_Report_Cancellation_And_Write_What_Was_Done()
    {
        var path = NotebookFixture.WriteCells(_folder, "Console.Write(\"done\");", "while (true) { }", "1");
        using var source = new CancellationTokenSource();
        var observer = new Observer
        {
            CellStarting = cell =>
            {
                if (cell.Number == 2)
                {
                    source.CancelAfter(100);
                }
            },
        };
        var result = await new NotebookRunner(new NotebookRunOptions(path) { ResultsFolder = Results }).RunAsync(observer, source.Token);
        Assert.Equal(NotebookRunStatus.Cancelled, result.Status);
        Assert.Equal((1, 3), result.Cells);
        Assert.Single(Notebook.Read(result.OutputPath!).Cells[0].Outputs);
        Assert.Null(result.ResultsPath);
    }

    [Fact]
    public async Task Should_Tell_The_Observer_What_Happens_In_Order()
    {
        var path = NotebookFixture.WriteCells(_folder, "Console.Write(\"a\");\nvar d = display(1);\nd.Update(2);\n3", "nonsense");
        var observer = new Observer();
        await new NotebookRunner(new NotebookRunOptions(path) { ResultsFolder = null }).RunAsync(observer, Token);
        Assert.Equal(["run cells default 2", "cell 1/2", "Output a", "show 1", "update 2", "show 3", "Succeeded", "cell 2/2", "Rejected", "end Failed"], observer.Events);
    }

    [Fact]
    public async Task Should_Run_In_The_Folder_Of_The_Notebook_And_Go_Back()
    {
        var path = NotebookFixture.WriteCells(_folder, "System.IO.File.ReadAllText(\"here.txt\")");
        _folder.Write("here.txt", "found");
        var before = Directory.GetCurrentDirectory();
        var result = await RunAsync(new NotebookRunOptions(path) { ResultsFolder = null });
        Assert.Equal(NotebookRunStatus.Succeeded, result.Status);
        Assert.Equal(before, Directory.GetCurrentDirectory());
    }

    [Fact]
    public async Task Should_Start_Fresh_When_Notebooks_Run_One_After_The_Other()
    {
        await RunAsync(new NotebookRunOptions(NotebookFixture.WriteCells(_folder, "var left = 1;")) { ResultsFolder = null });
        var result = await RunAsync(new NotebookRunOptions(NotebookFixture.WriteCells(_folder, "left")) { ResultsFolder = null });
        Assert.Equal(CellStatus.Rejected, result.Error!.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../up")]
    [InlineData(".hidden")]
    [InlineData("a b")]
    public void Should_Refuse_A_Profile_That_Cannot_Name_A_File(string profile)
    {
        Assert.Throws<ArgumentException>(() => new NotebookRunner(new NotebookRunOptions("x.ipynb") { Profile = profile }));
    }

    [Fact]
    public async Task Should_Refuse_A_Notebook_In_Another_Language()
    {
        var path = _folder.Write("p.ipynb", """{"cells":[],"metadata":{"kernelspec":{"name":"python3","display_name":"P","language":"python"}},"nbformat":4,"nbformat_minor":5}""");
        var exception = await Assert.ThrowsAsync<NotebookFormatException>(() => RunAsync(new NotebookRunOptions(path)));
        Assert.Contains("'python'; expected C#", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Refuse_Before_Running_When_Files_Or_Parameters_Are_Wrong()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => RunAsync(new NotebookRunOptions(_folder.In("none.ipynb"))));
        var path = NotebookFixture.CopyWalk(_folder);
        await Assert.ThrowsAsync<NotebookParameterException>(() => RunAsync(new NotebookRunOptions(path) { Parameters = new Dictionary<string, string> { ["stepz"] = "1" } }));
    }

    [Fact]
    public async Task Should_Keep_Notebooks_Small_And_Results_Whole_When_A_Cell_Shows_Too_Much()
    {
        var path = NotebookFixture.WriteCells(
            _folder,
            "for (var i = 0; i < 1000; i++) { Console.WriteLine(\"0123456789\"); }",
            "display(new ResearchKit.Display.MimeBundle().With(\"application/vnd.plotly.v1+json\", $\"{{\\\"data\\\":\\\"{new string('x', 5000)}\\\"}}\").With(\"text/plain\", \"figure\"));");
        var result = await RunAsync(new NotebookRunOptions(path) { ResultsFolder = Results, MaximumOutputPerCell = 1000 });
        Assert.Equal(NotebookRunStatus.Succeeded, result.Status);
        var cells = Notebook.Read(result.OutputPath!).Cells;
        Assert.Equal(1000, Assert.IsType<StreamOutput>(cells[0].Outputs[0]).Text.Length);
        Assert.Contains("beyond 1,000 bytes", Assert.IsType<StreamOutput>(cells[0].Outputs[1]).Text, StringComparison.Ordinal);
        Assert.Equal(2, cells[0].Outputs.Count);
        var shown = Assert.IsType<DataOutput>(Assert.Single(cells[1].Outputs)).Data;
        Assert.Equal(["text/plain"], shown.Select(pair => pair.Key));
        Assert.StartsWith("figure\n[application/vnd.plotly.v1+json left out", shown["text/plain"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(5000, result.Figures["figure-1"]!["data"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task Should_Apply_An_Update_Made_By_A_Later_Cell_Where_The_Display_Stands()
    {
        var path = NotebookFixture.WriteCells(_folder, "var d = display(\"old\");", "d.Update(\"new\");");
        var result = await RunAsync(new NotebookRunOptions(path) { ResultsFolder = null });
        Assert.Equal("new", Assert.IsType<DataOutput>(Assert.Single(result.Notebook.Cells[0].Outputs)).Data["text/plain"]!.GetValue<string>());
        Assert.Empty(result.Notebook.Cells[1].Outputs);
    }

    [Fact]
    public async Task Should_Run_The_Shared_First_Cell_Of_The_Notebooks()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "notebooks-kit.csx"), _folder.In("kit.csx"));
        var path = NotebookFixture.WriteCells(_folder, "#load \"kit.csx\"", "var p = Permutation.Identity(3);\nzeros(2).shape[0] + p.Length");
        var result = await RunAsync(new NotebookRunOptions(path) { ResultsFolder = null });
        Assert.True(result.Status == NotebookRunStatus.Succeeded, result.Error?.Error.ToString());
        Assert.Equal("5", ((DataOutput)result.Notebook.Cells[1].Outputs[0]).Data["text/plain"]!.GetValue<string>());
    }

    public void Dispose() => _folder.Dispose();

    private static Task<NotebookRunResult> RunAsync(NotebookRunOptions options) => new NotebookRunner(options).RunAsync(cancellationToken: Token);

    private static NotebookCell Cell(IEnumerable<NotebookCell> cells, string id) => cells.Single(cell => cell.Id == id);

    private sealed class Observer : IRunObserver
    {
        public List<string> Events { get; } = [];

        public Action<CellRun>? CellStarting { get; init; }

        public void RunStarted(string name, string profile, int cells) => Events.Add($"run {name} {profile} {cells}");

        public void CellStarted(CellRun cell)
        {
            Events.Add($"cell {cell.Number}/{cell.Total}");
            CellStarting?.Invoke(cell);
        }

        public void TextWritten(CellRun cell, ConsoleChannel channel, string text) => Events.Add($"{channel} {text}");

        public void Displayed(CellRun cell, MimeBundle bundle, bool isUpdate) => Events.Add((isUpdate ? "update " : "show ") + bundle.Text);

        public void CellFinished(CellRun cell, CellResult result) => Events.Add(result.Status.ToString());

        public void RunFinished(NotebookRunResult result) => Events.Add($"end {result.Status}");
    }
}
