namespace ResearchKit.Cli.Tests.Commands;

public sealed class KernelRunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Should_Say_So_When_The_Connection_File_Is_Missing()
    {
        var result = await CliProcess.RunAsync("kernel", "run", _folder["missing.json"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("missing.json", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Say_What_Is_Wrong_When_The_File_Is_No_Connection_File()
    {
        var path = _folder["connection.json"];
        await File.WriteAllTextAsync(path, """{"transport": "tcp", "shell_port": 99999}""", TestContext.Current.CancellationToken);
        var result = await CliProcess.RunAsync("kernel", "run", path);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("shell_port is 99999; expected a port from 1 to 65535", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Refuse_To_Listen_Where_Other_Machines_Can_Reach_It()
    {
        var path = _folder["connection.json"];
        await File.WriteAllTextAsync(path, """{"ip": "*", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}""", TestContext.Current.CancellationToken);
        var result = await CliProcess.RunAsync("kernel", "run", path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--allow-remote", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
