using System.Globalization;
using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests.Commands;

public sealed class MergeCommandTests : IDisposable
{
    private const int KillsARound = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Plan_Merge_And_Say_What_Was_Written()
    {
        WriteModels(40);
        File.WriteAllText(_folder["recipe.yml"], "merge_method: linear\nmodels:\n- model: a.safetensors\n- model: b.safetensors\nparameters: {weight: 1}\n");

        var plan = await CliProcess.RunAsync("merge", _folder["recipe.yml"], "-o", _folder["out"], "--plan");
        var isThere = Directory.Exists(_folder["out"]);
        var merged = await CliProcess.RunAsync("merge", _folder["recipe.yml"], "-o", _folder["out"], "--json", "--shard-size", "20000");

        Assert.Equal((0, 0, false), (plan.ExitCode, merged.ExitCode, isThere));
        Assert.Contains("linear of a.safetensors, b.safetensors; weights 1, 1", plan.Output, StringComparison.Ordinal);
        Assert.Contains("writes ", plan.Output, StringComparison.Ordinal);
        Assert.Equal("linear", merged.Json.GetProperty("method").GetString());
        Assert.Equal(merged.Json.GetProperty("shards").GetArrayLength(), merged.Json.GetProperty("files").GetArrayLength());
        using var scope = NewDisposeScope();
        var tensors = Safetensors.Load(_folder["out/model.safetensors.index.json"]);
        var (a, b) = (Safetensors.Load(_folder["a.safetensors"]), Safetensors.Load(_folder["b.safetensors"]));
        Assert.All(tensors, pair => Assert.True(((a[pair.Key] + b[pair.Key]) / 2).allclose(pair.Value)));
    }

    [Fact]
    public async Task Should_Name_The_Output_After_The_Recipe_When_None_Is_Given()
    {
        WriteModels(4);
        File.WriteAllText(_folder["two.yml"], "merge_method: linear\nparameters: {weight: 1}\nmodels:\n- model: a.safetensors\n- model: b.safetensors\n");

        var plan = await CliProcess.RunAsync(["merge", "two.yml", "--plan"], new Dictionary<string, string>(), _folder.Path);

        Assert.Equal(0, plan.ExitCode);
        Assert.Contains(_folder["two"], plan.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["two"]));
    }

    [Fact]
    public async Task Should_Say_What_Is_Wrong_In_One_Line()
    {
        WriteModels(4);
        File.WriteAllText(_folder["recipe.yml"], "merge_method: linear\nmodels:\n- model: gone\n");

        var missing = await CliProcess.RunAsync("merge", _folder["recipe.yml"], "-o", _folder["out"]);
        var size = await CliProcess.RunAsync("merge", _folder["recipe.yml"], "-o", _folder["out"], "--shard-size", "many");
        var norecipe = await CliProcess.RunAsync("merge");

        Assert.Equal((1, 2, 2), (missing.ExitCode, size.ExitCode, norecipe.ExitCode));
        Assert.Contains("line 3: model 'gone' is no file or folder", missing.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("--shard-size 'many' is no size", size.ErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    /// <summary>Kills merges at random points; RESEARCHKIT_KILLS sets how often, 100 for the full check.</summary>
    [Fact]
    public async Task Should_Lose_Nothing_And_Leave_No_Half_Model_When_Killed_At_Random_Points()
    {
        WriteModels(400);
        File.WriteAllText(_folder["recipe.yml"], "merge_method: della\nbase_model: base.safetensors\nmodels:\n- model: a.safetensors\n- model: b.safetensors\nparameters: {weight: 1}\n");
        Assert.Equal(0, (await CliProcess.RunAsync(Arguments("whole"))).ExitCode);
        var whole = Content("whole");
        var bytes = whole.Values.Sum(content => (long)content.Length);
        var kills = int.TryParse(Environment.GetEnvironmentVariable("RESEARCHKIT_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 2 * KillsARound;
        var random = new Seed(2026).For("kills").ToRandom();
        var points = new List<string>();
        for (var round = 0; round * KillsARound < kills; round++)
        {
            foreach (var share in Enumerable.Range(0, KillsARound).Select(_ => random.NextDouble() * 1.1).Order())
            {
                points.Add(await KillAt((long)(share * bytes)));
                if (Directory.Exists(_folder["out"]))
                {
                    Assert.Equal(whole, Content("out"));
                }
            }

            Assert.Equal(0, (await CliProcess.RunAsync(Arguments("out"))).ExitCode);
            Assert.Equal(whole, Content("out"));
            Assert.False(Directory.Exists(_folder["out.part"]));
            Directory.Delete(_folder["out"], recursive: true);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", points));
    }

    private string[] Arguments(string output) => ["merge", _folder["recipe.yml"], "-o", _folder[output], "--resume", "--shard-size", "300000"];

    /// <summary>Kills a merge as soon as it has written so many bytes, or is over.</summary>
    private async Task<string> KillAt(long bytes)
    {
        using var process = CliProcess.Start(Arguments("out"), new Dictionary<string, string>());
        var written = 0L;
        while (!process.HasExited && !Directory.Exists(_folder["out"]) && (written = Written()) < bytes)
        {
            await Task.Yield();
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return $"{written} of {bytes}{(Directory.Exists(_folder["out"]) ? " (whole)" : "")}";
    }

    private long Written()
    {
        try
        {
            return new DirectoryInfo(_folder["out.part/model"]) is { Exists: true } model ? model.EnumerateFiles().Sum(file => file.Length) : 0;
        }
        catch (IOException)
        {
            // A file was renamed while the folder was read.
            return 0;
        }
    }

    private Dictionary<string, byte[]> Content(string folder) => Directory.GetFiles(_folder[folder]).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);

    private void WriteModels(int rows)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, seed) in (ReadOnlySpan<(string, ulong)>)[("a", 1), ("b", 2), ("base", 3)])
        {
            using var generator = new Generator(seed);
            Safetensors.Save(_folder[name + ".safetensors"], Enumerable.Range(0, 12).ToDictionary(i => $"layers.{i}.weight", _ => randn([rows, 100], generator: generator)));
        }
    }
}
