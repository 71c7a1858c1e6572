using System.Text.Json;
using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests.Commands;

/// <summary>The commands <c>diff</c>, <c>extract-lora</c> and <c>soup</c>.</summary>
public sealed class CheckpointCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CheckpointCommandTests()
    {
        Save("a", 1);
        Save("b", 2);
        Save("c", 6);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Compare_Two_Checkpoints()
    {
        var text = await CliProcess.RunAsync("diff", _folder["a.safetensors"], _folder["b.safetensors"]);
        var result = await CliProcess.RunAsync("diff", _folder["a.safetensors"], _folder["b.safetensors"], "--json", "--top", "1");

        Assert.Equal((0, 0), (text.ExitCode, result.ExitCode));
        Assert.Contains("m.weight", text.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.Json.GetProperty("relative_distance").GetDouble(), 1e-6);
        var matrix = result.Json.GetProperty("tensors")[0];
        Assert.Equal("m.weight", matrix.GetProperty("name").GetString());
        Assert.Equal(Math.Sqrt(12), Assert.Single(matrix.GetProperty("top_a").EnumerateArray()).GetDouble(), 1e-6);
        Assert.Equal(1, matrix.GetProperty("alignment").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Should_Extract_An_Adapter()
    {
        var result = await CliProcess.RunAsync("extract-lora", _folder["a.safetensors"], _folder["b.safetensors"], "-o", _folder["adapter"], "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1, result.Json.GetProperty("modules")[0].GetProperty("rank").GetInt32());
        Assert.Equal("m.bias", result.Json.GetProperty("whole")[0].GetString());
        Assert.Equal(1, LoraAlpha("adapter"));
        var scaled = await CliProcess.RunAsync("extract-lora", _folder["a.safetensors"], _folder["b.safetensors"], "-o", _folder["scaled"], "--alpha", "2.5");
        Assert.Equal(0, scaled.ExitCode);
        Assert.Equal(2.5, LoraAlpha("scaled"));
    }

    [Fact]
    public async Task Should_Make_A_Uniform_Soup()
    {
        var result = await CliProcess.RunAsync("soup", _folder["a.safetensors"], _folder["b.safetensors"], _folder["c.safetensors"], "-o", _folder["soup.safetensors"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3 of 3 models", result.Output, StringComparison.Ordinal);
        using var soup = SafetensorsFile.Open(_folder["soup.safetensors"]);
        Assert.Equal("pt", soup.Metadata["format"]);
        Assert.All(soup.LoadAll(), pair => Assert.Equal(3, pair.Value.mean().ToDouble(), 1e-6));
    }

    [Fact]
    public async Task Should_Make_A_Greedy_Soup_With_A_Command_That_Scores()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command is a script of a Unix shell");
        // The score is the last float of the file, the bias: 6 alone is best, and every mean with less is worse.
        await File.WriteAllTextAsync(_folder["score.sh"], "#!/bin/sh\ntail -c 4 \"$1\" | od -An -tf4\n", TestContext.Current.CancellationToken);
        var command = $"sh \"{_folder["score.sh"]}\" {{}}";

        var best = await CliProcess.RunAsync("soup", _folder["a.safetensors"], _folder["c.safetensors"], "-o", _folder["soup.safetensors"], "--score", command, "--json");
        var least = await CliProcess.RunAsync("soup", _folder["a.safetensors"], _folder["c.safetensors"], "-o", _folder["low.safetensors"], "--score", command, "--lower-is-better", "--json");

        Assert.Equal((0, 0), (best.ExitCode, least.ExitCode));
        Assert.EndsWith("c.safetensors", Assert.Single(best.Json.GetProperty("members").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(6, best.Json.GetProperty("score").GetDouble());
        Assert.EndsWith("a.safetensors", Assert.Single(least.Json.GetProperty("members").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(1, least.Json.GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Should_Refuse_Settings_That_Cannot_Be()
    {
        var diff = await CliProcess.RunAsync("diff", _folder["a.safetensors"], _folder["b.safetensors"], "--top", "0");
        var lora = await CliProcess.RunAsync("extract-lora", _folder["a.safetensors"], _folder["b.safetensors"], "-o", _folder["adapter"], "--rank", "0");
        var alpha = await CliProcess.RunAsync("extract-lora", _folder["a.safetensors"], _folder["b.safetensors"], "-o", _folder["adapter"], "--alpha", "0");
        var soup = await CliProcess.RunAsync("soup", _folder["a.safetensors"], "-o", _folder["soup.safetensors"], "--lower-is-better");
        var failing = await CliProcess.RunAsync("soup", _folder["a.safetensors"], "-o", _folder["soup.safetensors"], "--score", "no-such-program-at-all");

        Assert.Equal((2, 2, 2, 2, 1), (diff.ExitCode, lora.ExitCode, alpha.ExitCode, soup.ExitCode, failing.ExitCode));
        Assert.Contains("no-such-program-at-all", failing.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["soup.safetensors"]));
    }

    private double LoraAlpha(string folder)
    {
        using var settings = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder[folder], "adapter_config.json")));
        return settings.RootElement.GetProperty("lora_alpha").GetDouble();
    }

    private void Save(string name, double value) => Safetensors.Save(
        _folder[$"{name}.safetensors"],
        new Dictionary<string, Tensor> { ["m.weight"] = full([4, 3], value), ["m.bias"] = full([4], value) },
        new Dictionary<string, string> { ["format"] = "pt" });
}
