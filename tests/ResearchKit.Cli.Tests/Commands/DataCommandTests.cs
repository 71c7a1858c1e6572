using System.Net;
using System.Net.Sockets;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_List_What_Is_There_And_How_To_Get_The_Rest()
    {
        var result = await CliProcess.RunAsync(["data", "list", "--json"], new Dictionary<string, string> { ["RESEARCHKIT_DATA"] = _folder.Path });

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["digits", "fashion-mnist", "mnist", "cifar10", "aids700nef"], result.Json.EnumerateArray().Select(set => set.GetProperty("name").GetString()!));
        Assert.True(result.Json[0].GetProperty("present").GetBoolean());
        Assert.False(result.Json[2].GetProperty("present").GetBoolean());
        Assert.Contains("researchkit data fetch mnist", result.Json[2].GetProperty("how_to_get").GetString(), StringComparison.Ordinal);
        Assert.Contains(_folder.Path, result.Json[3].GetProperty("how_to_get").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_List_For_People()
    {
        var result = await CliProcess.RunAsync("data", "list");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("part of the kit", result.Output, StringComparison.Ordinal);
        Assert.Contains("cifar10", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Refuse_A_Download_With_A_Wrong_Length_And_Keep_Nothing()
    {
        using var listener = Listen(out var address);
        _ = Task.Run(async () =>
        {
            var context = await listener.GetContextAsync();
            context.Response.Close([1, 2, 3], willBlock: false);
        }, TestContext.Current.CancellationToken);

        var result = await CliProcess.RunAsync(["data", "fetch", "mnist", "--from", address], new Dictionary<string, string> { ["RESEARCHKIT_DATA"] = _folder.Path });

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("3 bytes long; expected 9912422", result.ErrorLine, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["mnist"]));
    }

    [Fact]
    public async Task Should_Name_The_Address_When_The_Server_Lacks_The_File()
    {
        using var listener = Listen(out var address);
        _ = Task.Run(async () =>
        {
            var context = await listener.GetContextAsync();
            context.Response.StatusCode = 404;
            context.Response.Close();
        }, TestContext.Current.CancellationToken);

        var result = await CliProcess.RunAsync("data", "fetch", "cifar10", "--from", address, "--folder", _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(address + "cifar-10-binary.tar.gz", result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("404", result.ErrorLine, StringComparison.Ordinal);
    }

    private static HttpListener Listen(out string address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        var listener = new HttpListener();
        listener.Prefixes.Add(address);
        listener.Start();
        return listener;
    }
}
