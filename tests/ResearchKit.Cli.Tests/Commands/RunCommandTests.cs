using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private const string Claims =
        """
        using ResearchKit.Display;
        var claims = new Claims();
        claims.Check("T1", "two and two make four", "arithmetic", "4", "= 4", true);
        claims.Check("T2", "the moon is cheese", "folklore", "rock", "cheese", false);
        claims.NotChecked("T3", "it rains tomorrow", "forecast", "not yet");
        claims.Display();
        """;

    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Write_The_Executed_Notebook_And_Its_Results()
    {
        Write("toy.ipynb", "Console.WriteLine($\"sum {seeds.Sum()} {profile}\");");

        var result = await Run("run", "toy.ipynb", "-p", "seeds=3,4", "--profile", "standard", "--out", "out");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("notebooks: 1 ran, 0 failed", result.Output, StringComparison.Ordinal);
        Assert.Contains("[ 3/3]", result.Error, StringComparison.Ordinal);
        var executed = JsonNode.Parse(File.ReadAllText(_folder["out/toy/standard.ipynb"]))!;
        Assert.Contains("sum 7 standard", executed["cells"]!.ToJsonString(), StringComparison.Ordinal);
        var results = JsonNode.Parse(File.ReadAllText(_folder["out/toy/standard.json"]))!;
        Assert.Equal("toy", results["notebook"]!.GetValue<string>());
        Assert.Equal("[3,4]", results["seeds"]!.ToJsonString());
    }

    [Fact]
    public async Task Should_Say_What_Is_Missing_For_Pictures_And_Keep_The_Figure_Interactive()
    {
        Write("toy.ipynb", "using ResearchKit.Display;\nnew Figure(\"f\").Line([0, 1], [0, 1], \"a\")");

        var result = await CliProcess.RunAsync(["run", "toy.ipynb", "--out", "out"], new Dictionary<string, string> { ["RESEARCHKIT_PLOTLY"] = _folder["none.js"] }, _folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("figures carry no static picture", result.Error, StringComparison.Ordinal);
        var outputs = JsonNode.Parse(File.ReadAllText(Directory.GetFiles(_folder["out/toy"], "*.ipynb").Single()))!["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? []).ToList();
        Assert.All(outputs, output => Assert.NotEqual("stream", (string?)output!["output_type"]));
        Assert.Contains(outputs, output => output!["data"]?["application/vnd.plotly.v1+json"] is not null);
    }

    [Fact]
    public async Task Should_Print_Claims_And_Succeed_Unless_Strict()
    {
        Write("toy.ipynb", Claims);

        var usual = await Run("run", "toy.ipynb");
        var strict = await Run("run", "toy.ipynb", "--strict");

        Assert.Equal(0, usual.ExitCode);
        Assert.Contains("does NOT hold", usual.Output, StringComparison.Ordinal);
        Assert.Contains("the moon is cheese", usual.Output, StringComparison.Ordinal);
        Assert.Contains("claims: 1 hold, 1 do not hold, 1 not checked", usual.Output, StringComparison.Ordinal);
        Assert.Equal(1, strict.ExitCode);
    }

    [Fact]
    public async Task Should_Print_One_Json_Object_For_All_Notebooks()
    {
        Write("one.ipynb", Claims);
        Write("two.ipynb", "throw new InvalidOperationException(\"boom\");");

        var result = await Run("run", "one.ipynb", "two.ipynb", "--json");

        Assert.Equal(1, result.ExitCode);
        var notebooks = result.Json.GetProperty("notebooks");
        Assert.Equal(["one", "two"], notebooks.EnumerateArray().Select(notebook => notebook.GetProperty("notebook").GetString()!));
        Assert.Equal(["succeeded", "failed"], notebooks.EnumerateArray().Select(notebook => notebook.GetProperty("status").GetString()!));
        Assert.Equal(JsonValueKind.Null, notebooks[0].GetProperty("error").ValueKind);
        Assert.Equal(2, notebooks[1].GetProperty("error").GetProperty("cell").GetInt32());
        Assert.Contains("boom", notebooks[1].GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (Count("hold"), Count("fail"), Count("unchecked")));
        Assert.True(File.Exists(_folder["results/one/quick.json"]));
        Assert.False(File.Exists(_folder["results/two/quick.json"]));

        int Count(string name) => result.Json.GetProperty("claims").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Should_Show_The_Cell_And_Its_Error_When_A_Notebook_Fails()
    {
        Write("bad.ipynb", "var x = 1;\nint y = \"text\";");

        var result = await Run("run", "bad.ipynb");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("  | int y = \"text\";", result.Error, StringComparison.Ordinal);
        Assert.Contains("CS0029", result.Error, StringComparison.Ordinal);
        Assert.Contains("notebooks: 0 ran, 1 failed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Run_All_Numbered_Notebooks_In_Order_From_Any_Folder_Below()
    {
        Directory.CreateDirectory(_folder["notebooks"]);
        Directory.CreateDirectory(_folder["deep/down"]);
        Write("notebooks/02-b.ipynb", "1");
        Write("notebooks/01-a.ipynb", "1");
        Write("notebooks/draft.ipynb", "throw new Exception();");

        var result = await CliProcess.RunAsync(["run", "--all", "--json"], NoEnvironment, _folder["deep/down"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["01-a", "02-b"], result.Json.GetProperty("notebooks").EnumerateArray().Select(notebook => notebook.GetProperty("notebook").GetString()!));
        Assert.True(File.Exists(_folder["deep/down/results/01-a/quick.json"]));
    }

    [Fact]
    public async Task Should_Stop_A_Cell_At_Its_Time_Limit()
    {
        Write("slow.ipynb", "while (true) { await Task.Delay(50, CancellationToken); }");

        var result = await Run("run", "slow.ipynb", "--time-limit", "2", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("timedout", result.Json.GetProperty("notebooks")[0].GetProperty("error").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Should_End_Cleanly_When_Interrupted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no kill command to send the signal with");
        Write("slow.ipynb", "Console.WriteLine(\"here\");", "while (true) { await Task.Delay(50, CancellationToken); }");
        using var process = CliProcess.StartInterruptible(["run", "slow.ipynb"], NoEnvironment, _folder.Path);
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("[ 2/3]", StringComparison.Ordinal))
        {
        }

        using var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("researchkit: interrupted.", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["results/slow/quick.ipynb"]));
        Assert.False(File.Exists(_folder["results/slow/quick.json"]));
    }

    [Theory]
    [InlineData("-p", "nope=1")]
    [InlineData("-p", "seeds")]
    [InlineData("-p", "seeds=1", "-p", "seeds=2")]
    [InlineData("-p", "seeds=many")]
    [InlineData("--profile", "../x")]
    [InlineData("--time-limit", "0")]
    [InlineData("--all")]
    public async Task Should_Refuse_Parameters_That_Cannot_Be_Before_Running(params string[] arguments)
    {
        Write("toy.ipynb", "1");

        var result = await Run(["run", "toy.ipynb", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.ErrorLine);
        Assert.False(Directory.Exists(_folder["results"]));
    }

    [Fact]
    public async Task Should_Name_The_File_When_It_Is_No_Notebook_Or_Missing()
    {
        File.WriteAllText(_folder["text.ipynb"], "no notebook");

        var text = await Run("run", "text.ipynb");
        var missing = await Run("run", "missing.ipynb");

        Assert.Equal((1, 1), (text.ExitCode, missing.ExitCode));
        Assert.Contains("text.ipynb", text.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("missing.ipynb", missing.ErrorLine, StringComparison.Ordinal);
    }

    private Task<CliResult> Run(params string[] arguments) => CliProcess.RunAsync(arguments, NoEnvironment, _folder.Path);

    private void Write(string name, params string[] cells)
    {
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([Cell("parameters", "var profile = \"quick\";\nint[] seeds = [1, 2];"), .. cells.Select(code => Cell(null, code))]),
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        var number = 0;
        foreach (var cell in notebook["cells"]!.AsArray())
        {
            cell!["id"] = $"cell-{number++}";
        }

        File.WriteAllText(_folder[name], notebook.ToJsonString());
    }

    private static JsonObject Cell(string? tag, string code) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["metadata"] = tag is null ? new JsonObject() : new JsonObject { ["tags"] = new JsonArray(tag) },
        ["outputs"] = new JsonArray(),
        ["source"] = code,
    };
}
