using System.Diagnostics;
using System.Text.Json.Nodes;
using ResearchKit.Display;

namespace ResearchKit.Cli.Tests.Jupyter;

/// <summary>The kit's notebooks under Debian's nbconvert: another program drives the kernel from the first cell to the last.</summary>
/// <remarks>By default the two shortest, because the kit's own runner executes every notebook in CI anyway; with <c>RESEARCHKIT_NBCONVERT=all</c> every one, quick profile.</remarks>
public sealed class NbconvertTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private static readonly string Notebooks = Path.Combine(AppContext.BaseDirectory, "notebooks");

    public static TheoryData<string> Chosen =>
    [
        .. Directory.GetFiles(Notebooks, "*.ipynb").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .Where(name => Environment.GetEnvironmentVariable("RESEARCHKIT_NBCONVERT") == "all" || name.StartsWith("00-", StringComparison.Ordinal) || name.StartsWith("90-", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Chosen))]
    public async Task Should_Run_Every_Cell_When_A_Notebook_Is_Executed_By_Nbconvert(string name)
    {
        var program = ProgramFinder.Find("jupyter-nbconvert");
        Assert.SkipWhen(program is null, "no nbconvert on this machine (Debian: jupyter-nbconvert)");
        using var home = await JupyterHome.CreateAsync();
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Notebooks, "kit.csx"), folder["kit.csx"]);
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Notebooks, name)))!;
        var allHold = !Claims(committed["cells"]!.AsArray()).Any(IsRefuted);
        await File.WriteAllTextAsync(folder["in.ipynb"], Quick(committed).ToJsonString());

        var (exitCode, log) = await RunAsync(program!, ["--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=600", "--output", "out.ipynb", "in.ipynb"], home, folder.Path);

        Assert.True(exitCode == 0, log);
        var cells = JsonNode.Parse(await File.ReadAllTextAsync(folder["out.ipynb"]))!["cells"]!.AsArray();
        var counts = cells.Where(cell => (string?)cell!["cell_type"] == "code").Select(cell => (int?)cell!["execution_count"]).ToList();
        Assert.Equal(Enumerable.Range(1, counts.Count).Select(count => (int?)count), counts);
        var claims = Claims(cells).ToList();
        Assert.NotEmpty(claims);
        Assert.True(!allHold || !claims.Any(IsRefuted), "A claim that holds in the committed notebook does not hold here.");
    }

    private static bool IsRefuted(JsonNode claim) => (bool?)claim["holds"] == false;

    private static IEnumerable<JsonNode> Claims(JsonArray cells) => cells.SelectMany(cell => cell!["outputs"]?.AsArray() ?? [])
        .Select(output => output!["data"]?["application/vnd.researchkit.claims+json"]).OfType<JsonArray>().SelectMany(table => table).OfType<JsonNode>();

    /// <summary>Asks for the quick profile where papermill would: in a cell after the one that is tagged <c>parameters</c>.</summary>
    private static JsonNode Quick(JsonNode notebook)
    {
        var cells = notebook["cells"]!.AsArray();
        var parameters = cells.FirstOrDefault(cell => cell!["metadata"]?["tags"]?.AsArray().Any(tag => (string?)tag == "parameters") == true);
        if (parameters is not null && parameters["source"]!.ToJsonString().Contains("var profile", StringComparison.Ordinal))
        {
            cells.Insert(cells.IndexOf(parameters) + 1, JsonNode.Parse("""{"cell_type":"code","execution_count":null,"id":"quick","metadata":{},"outputs":[],"source":["profile = \"quick\";"]}"""));
        }

        return notebook;
    }

    private static async Task<(int ExitCode, string Log)> RunAsync(string program, string[] arguments, JupyterHome home, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var (name, value) in home.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
