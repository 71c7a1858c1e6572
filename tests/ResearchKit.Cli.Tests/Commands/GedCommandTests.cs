using ResearchKit.Graphs;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class GedCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Print_The_Distance_With_Its_Path_As_Json()
    {
        NodeLinkFile.Save(_folder["a.json"], GraphFamilies.Complete(5));
        GxlFile.Save(_folder["b.gxl"], GraphFamilies.Complete(4));

        var result = await CliProcess.RunAsync("ged", _folder["a.json"], _folder["b.gxl"], "--costs", "3,1,2,1", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["distance", "lower_bound", "optimal", "method", "nodes_expanded", "seconds", "stop", "map", "operations"],
            result.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(11, result.Json.GetProperty("distance").GetDouble());
        Assert.Equal(11, result.Json.GetProperty("operations").EnumerateArray().Sum(operation => operation.GetProperty("cost").GetDouble()));
        Assert.True(result.Json.GetProperty("optimal").GetBoolean());
        Assert.Equal(5, result.Json.GetProperty("map").GetArrayLength());
        Assert.Contains("differs from that from B to A", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Print_The_Result_For_People()
    {
        EdgeListFile.Save(_folder["a.edges"], GraphFamilies.Path(6));
        EdgeListFile.Save(_folder["b.edges"], GraphFamilies.Cycle(6));

        var result = await CliProcess.RunAsync("ged", _folder["a.edges"], _folder["b.edges"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("distance    1\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("(proven optimal)", result.Output, StringComparison.Ordinal);
        Assert.Contains("insert edge", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Should_Write_All_Pairs_And_Go_On_Where_A_Run_Was_Cut()
    {
        var graphs = Enumerable.Range(0, 6).Select(k => GraphFamilies.MoleculeLike(4 + k, 1, k).WithName($"m{k}, \"{k}\"")).ToArray();
        NodeLinkFile.Save(_folder["set.json"], graphs);
        string[] arguments = ["ged", _folder["set.json"], "--pairs", "--threads", "2", "-o", _folder["out.csv"]];

        var whole = await CliProcess.RunAsync(arguments);
        var lines = File.ReadAllLines(_folder["out.csv"]);
        File.WriteAllText(_folder["out.csv"], string.Join('\n', lines[..9]) + "\n1,4,half a row");
        var rest = await CliProcess.RunAsync(arguments);

        Assert.Equal(0, whole.ExitCode);
        Assert.Equal(17, lines.Length);
        Assert.Contains("15 solved now, 15 of them proven optimal", whole.Output, StringComparison.Ordinal);
        Assert.Contains("8 solved now", rest.Output, StringComparison.Ordinal);
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(_folder["out.csv"]).Select(WithoutTime));
        Assert.StartsWith($"0,1,\"m0, \"\"0\"\"\",\"m1, \"\"1\"\"\",{GraphEditDistance.Between(graphs[0], graphs[1]).Cost},", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Refuse_A_Table_Of_Other_Settings()
    {
        NodeLinkFile.Save(_folder["set.json"], [GraphFamilies.Path(3), GraphFamilies.Path(4)]);
        await CliProcess.RunAsync("ged", _folder["set.json"], "--pairs", "-o", _folder["out.csv"]);

        var other = await CliProcess.RunAsync("ged", _folder["set.json"], "--pairs", "--method", "branch", "-o", _folder["out.csv"]);

        Assert.Equal(1, other.ExitCode);
        Assert.Contains("not of a run with these settings", other.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--costs", "1,2,x,4", "'x' in place 3")]
    [InlineData(2, "--method", "magic", "magic")]
    [InlineData(2, "--timeout", "-1", "--timeout")]
    [InlineData(2, "--threads", "0", "at least 1")]
    [InlineData(2, "--pairs", "true", "expected both or neither")]
    public async Task Should_Refuse_A_Wrong_Command_Line(int code, string option, string value, string reason)
    {
        NodeLinkFile.Save(_folder["a.json"], GraphFamilies.Path(3));

        var result = await CliProcess.RunAsync("ged", _folder["a.json"], _folder["a.json"], option, value);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Should_Name_File_And_Place_When_A_Graph_Is_Damaged()
    {
        File.WriteAllText(_folder["a.json"], """{"nodes": [{"id": 1}], "links": [{"source": 1, "target": 2}]}""");

        var result = await CliProcess.RunAsync("ged", _folder["a.json"], _folder["a.json"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("a.json, links[0]: has an edge at '2'", result.ErrorLine, StringComparison.Ordinal);
    }

    private static string WithoutTime(string line) => string.Join(',', line.Split(',').SkipLast(2));
}
