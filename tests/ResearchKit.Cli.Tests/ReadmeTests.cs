using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Cli.Tests;

/// <summary>The C# in the README, run as the cells of a notebook; its commands are run by eng/check-readme.sh.</summary>
public sealed partial class ReadmeTests
{
    private const string Networks = """
        var reference = new Mlp(new MlpOptions { HiddenSizes = [16, 16] }, 1);
        var candidate = new Mlp(new MlpOptions { HiddenSizes = [16, 16] }, 2);
        """;

    [Fact]
    public async Task Should_Run_The_Code_Of_The_Readme()
    {
        using var folder = new TemporaryFolder();
        var snippets = CodeBlock().Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"))).Select(match => match.Groups["code"].Value).ToList();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "notebooks", "kit.csx"), folder["kit.csx"]);
        await File.WriteAllTextAsync(folder["readme.ipynb"], Notebook(["#load \"kit.csx\"", Networks, .. snippets]).ToJsonString());

        var result = await CliProcess.RunAsync("run", folder["readme.ipynb"], "--out", folder["out"]);

        Assert.True(snippets.Count >= 2, "The README has lost its code.");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    private static JsonObject Notebook(IEnumerable<string> cells) => new()
    {
        ["cells"] = new JsonArray([.. cells.Select((source, number) => new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"cell-{number}", ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(), ["source"] = source,
        })]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    };

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
