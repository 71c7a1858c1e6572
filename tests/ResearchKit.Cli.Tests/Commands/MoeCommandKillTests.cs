using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests.Commands;

/// <summary>A merge that is ended from outside while it writes.</summary>
public sealed class MoeCommandKillTests : IDisposable
{
    private const int Layers = 12;

    private readonly TemporaryFolder _folder = new();

    private string[] Arguments => ["moe", "merge", _folder["model.safetensors"], "-o", _folder["out"], "--keep", "4"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Should_Leave_Nothing_That_Passes_For_A_Model_And_Begin_Anew_When_Killed()
    {
        WriteModel();
        var isPartial = await EndAfterFirstLayer(process => process.Kill());

        Assert.True(isPartial != Directory.Exists(_folder["out"]), "either the work or the whole model is there");
        foreach (var file in isPartial ? Directory.GetFiles(_folder["out.part/model"]) : [])
        {
            var shown = await CliProcess.RunAsync("moe", "inspect", file);
            Assert.Equal(1, shown.ExitCode);
            Assert.Contains("does not start with '{'", shown.ErrorLine, StringComparison.Ordinal);
        }

        if (isPartial)
        {
            Assert.Equal(0, (await CliProcess.RunAsync(Arguments)).ExitCode);
        }

        Assert.False(Directory.Exists(_folder["out.part"]));
        Assert.Equal(Layers * 4, (await CliProcess.RunAsync("moe", "inspect", _folder["out"], "--json")).Json.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("stored").GetInt32()));
    }

    [Fact]
    public async Task Should_Clear_Up_When_Interrupted()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("sends SIGINT by kill");
        }

        WriteModel();
        var code = 0;
        await EndAfterFirstLayer(process =>
        {
            using var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]);
            kill.WaitForExit();
            process.WaitForExit();
            code = process.ExitCode;
        });

        Assert.False(Directory.Exists(_folder["out.part"]));
        Assert.Equal(Directory.Exists(_folder["out"]) ? 0 : 130, code);
    }

    /// <summary>Ends a merge once it has told of its first layer; whether it was still at work.</summary>
    private async Task<bool> EndAfterFirstLayer(Action<System.Diagnostics.Process> end)
    {
        using var process = CliProcess.StartInterruptible(Arguments, new Dictionary<string, string>());
        Assert.Contains($"1/{Layers}", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        end(process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Directory.Exists(_folder["out.part"]);
    }

    private void WriteModel()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var tensors = new Dictionary<string, Tensor>();
        for (var l = 0; l < Layers; l++)
        {
            tensors[$"model.layers.{l}.block_sparse_moe.gate.weight"] = randn([8, 64], generator: generator);
            for (var e = 0; e < 8; e++)
            {
                tensors[$"model.layers.{l}.block_sparse_moe.experts.{e}.w1.weight"] = randn([192, 64], generator: generator);
                tensors[$"model.layers.{l}.block_sparse_moe.experts.{e}.w3.weight"] = randn([192, 64], generator: generator);
                tensors[$"model.layers.{l}.block_sparse_moe.experts.{e}.w2.weight"] = randn([64, 192], generator: generator);
            }
        }

        Safetensors.Save(_folder["model.safetensors"], tensors);
    }
}
