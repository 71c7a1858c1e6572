namespace ResearchKit.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Should_Show_Its_Commands_When_Called_Without_Arguments()
    {
        var result = await CliProcess.RunAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("researchkit [command]", result.Output, StringComparison.Ordinal);
        foreach (var command in (string[])["run", "notebooks", "export", "gallery", "assign", "match", "data", "kernel", "doctor", "ged", "merge", "diff", "extract-lora", "soup", "spec", "moe"])
        {
            Assert.Contains("  " + command, result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("assign")]
    [InlineData("match")]
    [InlineData("ged")]
    [InlineData("merge")]
    [InlineData("diff")]
    [InlineData("extract-lora")]
    [InlineData("soup")]
    [InlineData("spec")]
    [InlineData("moe")]
    [InlineData("moe", "inspect")]
    [InlineData("moe", "merge")]
    [InlineData("moe", "compress")]
    [InlineData("data")]
    [InlineData("data", "list")]
    [InlineData("data", "fetch")]
    [InlineData("kernel")]
    [InlineData("kernel", "run")]
    [InlineData("notebooks")]
    [InlineData("notebooks", "clean")]
    [InlineData("notebooks", "check")]
    [InlineData("export")]
    [InlineData("gallery")]
    [InlineData("kernel", "install")]
    [InlineData("kernel", "uninstall")]
    [InlineData("kernel", "list")]
    [InlineData("doctor")]
    public async Task Should_Give_Examples_And_Exit_Codes_In_Help(params string[] command)
    {
        var result = await CliProcess.RunAsync([.. command, "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Contains("Examples:\n  researchkit " + string.Join(' ', command), result.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Print_Its_Version()
    {
        var result = await CliProcess.RunAsync("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(typeof(Seed).Assembly.GetName().Version!.ToString(3), result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("assign")]
    [InlineData("assign", "a.npy", "b.npy")]
    [InlineData("assign", "a.npy", "--fast")]
    [InlineData("data")]
    [InlineData("data", "fetch", "imagenet")]
    [InlineData("data", "fetch", "digits")]
    [InlineData("data", "fetch", "mnist", "--from", "ftp://example.org/")]
    [InlineData("run")]
    [InlineData("match", "a.safetensors", "b.safetensors")]
    [InlineData("match", "a.safetensors", "b.safetensors", "--model", "transformer")]
    [InlineData("match", "a.safetensors", "b.safetensors", "--model", "vit")]
    [InlineData("match", "a.safetensors", "b.safetensors", "--model", "vit", "--heads", "two")]
    [InlineData("match", "a.safetensors", "b.safetensors", "--model", "mlp", "--restarts", "many")]
    [InlineData("soup", "a.safetensors", "-o", "b", "--score", "true", "--timeout", "soon")]
    [InlineData("run", "a.ipynb", "--time-limit", "soon")]
    [InlineData("run", "a.ipynb", "--timeout", "soon")]
    [InlineData("notebooks", "check", "--max-size", "big")]
    [InlineData("extract-lora", "a.safetensors", "b.safetensors", "-o", "c", "--rank", "high")]
    [InlineData("moe", "merge", "a", "-o", "b", "--keep", "few")]
    public async Task Should_End_With_Two_And_One_Line_When_The_Command_Line_Is_Wrong(params string[] arguments)
    {
        var result = await CliProcess.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.NotEmpty(result.ErrorLine);
    }

    [Theory]
    [InlineData("'high' for option '--rank'; expected a whole number.", "extract-lora", "a.safetensors", "b.safetensors", "-o", "c", "--rank", "high")]
    [InlineData("'few' for option '--keep'; expected a number.", "moe", "merge", "a", "-o", "b", "--keep", "few")]
    [InlineData("'soon' for option '--timeout'; expected a number.", "run", "a.ipynb", "--timeout", "soon")]
    [InlineData("Option '--keep' is required.", "moe", "merge", "a", "-o", "b")]
    public async Task Should_Say_What_An_Option_Expects_When_It_Has_Another_Value(string message, params string[] arguments)
    {
        var result = await CliProcess.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Show_Where_An_Error_Came_From_When_Verbose()
    {
        var brief = await CliProcess.RunAsync("assign", "no-such-file.npy");
        var verbose = await CliProcess.RunAsync("assign", "no-such-file.npy", "--verbose");

        Assert.Equal(1, brief.ExitCode);
        Assert.Contains("no-such-file.npy", brief.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(1, verbose.ExitCode);
        Assert.Contains("   at ResearchKit.", verbose.Error, StringComparison.Ordinal);
    }
}
