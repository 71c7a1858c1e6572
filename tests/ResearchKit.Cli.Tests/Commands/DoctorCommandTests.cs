namespace ResearchKit.Cli.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Find_A_Working_Engine_And_Report_Every_Section()
    {
        var result = await CliProcess.RunAsync("doctor", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.True(result.Json.GetProperty("ok").GetBoolean());
        var findings = result.Json.GetProperty("findings").EnumerateArray().ToArray();
        Assert.Equal(["versions", "processor", "tensors", "data", "pictures"], findings.Select(finding => finding.GetProperty("section").GetString()!).Distinct());
        Assert.Equal("good", findings.Single(finding => finding.GetProperty("name").GetString() == "libtorch").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Should_Advise_On_What_Is_Missing_And_Still_Succeed()
    {
        var environment = new Dictionary<string, string>
        {
            ["RESEARCHKIT_DATA"] = _folder.Path,
            ["RESEARCHKIT_CHROMIUM"] = _folder["none"],
            ["RESEARCHKIT_PLOTLY"] = _folder["none"],
        };

        var json = await CliProcess.RunAsync(["doctor", "--json"], environment);
        var text = await CliProcess.RunAsync(["doctor"], environment);

        var missing = json.Json.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("state").GetString() == "missing").ToArray();
        Assert.Equal(0, json.ExitCode);
        Assert.Subset(missing.Select(finding => finding.GetProperty("name").GetString()!).ToHashSet(), new HashSet<string> { "mnist", "cifar10", "chromium", "plotly.js" });
        Assert.All(missing, finding => Assert.NotEmpty(finding.GetProperty("advice").GetString()!));
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("apt-get install chromium", text.Output, StringComparison.Ordinal);
        Assert.Contains("researchkit data fetch cifar10", text.Output, StringComparison.Ordinal);
    }
}
