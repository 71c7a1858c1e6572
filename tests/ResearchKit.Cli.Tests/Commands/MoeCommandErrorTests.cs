using System.Buffers.Binary;
using ResearchKit.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Tests.Commands;

/// <summary>What a user gets for a mistake or a damaged file: one sentence, an exit code, and nothing on the disk.</summary>
public sealed class MoeCommandErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nowhere", "there is no such file or folder")]
    [InlineData("empty", "holds no .safetensors file")]
    [InlineData("dense", "no layer of experts in a naming that is known")]
    [InlineData("other", "is a file of another kind")]
    [InlineData("shard", "model-00002-of-00003.safetensors")]
    [InlineData("cut", "expected a begin and an end within")]
    [InlineData("header", "promises a header of 18446744073709551615 bytes")]
    [InlineData("escape", "../model.safetensors")]
    [InlineData("zeros", "does not start with '{'")]
    [InlineData("expert", "experts.1.up_proj.weight")]
    public async Task Should_Name_What_Is_Wrong_When_A_Checkpoint_Cannot_Be_Read(string damage, string expected)
    {
        var model = Damaged(damage);
        var before = Listing();
        var result = await CliProcess.RunAsync("moe", "merge", model, "-o", _folder["out"], "--keep", "2");
        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(before, Listing());
        if (damage is "nowhere" or "dense" or "cut")
        {
            // The other commands open checkpoints the same way.
            Assert.Equal(result.ErrorLine, (await CliProcess.RunAsync("moe", "inspect", model)).ErrorLine);
            Assert.Equal(result.ErrorLine, (await CliProcess.RunAsync("moe", "compress", model, "-o", _folder["out"])).ErrorLine);
        }
    }

    [Theory]
    [InlineData("merge MODEL -o full --keep 2", 1, "not empty")]
    [InlineData("compress MODEL -o full", 1, "not empty")]
    [InlineData("compress MODEL -o full --restore", 1, "not empty")]
    [InlineData("merge MODEL -o full --keep 2 --replace", 1, "never replaced")]
    [InlineData("merge MODEL -o MODEL --keep 2 --replace", 1, "is the input")]
    [InlineData("merge MODEL -o file --keep 2", 1, "is a file")]
    [InlineData("merge MODEL -o out --keep 5", 1, "5 experts a layer were asked for; these 2 layers allow 1 to 4")]
    [InlineData("merge MODEL -o out --keep 0", 2, "--keep is 0")]
    [InlineData("merge MODEL -o out --keep nan", 2, "--keep is NaN")]
    [InlineData("merge MODEL -o out --keep 2.5", 2, "--keep is 2.5")]
    [InlineData("merge MODEL -o out --keep two", 2, "two")]
    [InlineData("merge MODEL -o out", 2, "--keep")]
    [InlineData("merge MODEL --keep 2", 2, "--output")]
    [InlineData("merge MODEL -o out --keep 2 --group-by router", 2, "--counts")]
    [InlineData("merge MODEL -o out --keep 2 --skip-layers -1", 2, "--skip-layers is -1")]
    [InlineData("merge MODEL -o out --keep 2 --skip-layers 2", 1, "2 layers are to stay")]
    [InlineData("merge MODEL -o out --keep 2 --skip-layers 1 --export pruned", 1, "router rows can be dropped only where")]
    [InlineData("merge MODEL -o out --keep 2 --shard-size much", 2, "--shard-size 'much' is no size")]
    [InlineData("merge MODEL -o out --keep 2 --counts nothing.json", 1, "nothing.json")]
    [InlineData("merge MODEL -o out --keep 2 --counts short.json", 1, "neither 'model.layers.2.mlp' nor '1'")]
    [InlineData("compress MODEL -o out --rank 4", 2, "--method nf4 takes no --rank")]
    [InlineData("compress MODEL -o out --method svd --block 4", 2, "--method svd takes no --block")]
    [InlineData("compress MODEL -o out --method svd --rank 0", 2, "--rank is 0")]
    [InlineData("compress MODEL -o out --method gguf", 2, "gguf")]
    [InlineData("compress MODEL -o out --restore", 1, "does not say how experts were compressed")]
    [InlineData("compress MODEL -o out --restore --block 8", 2, "--restore takes no --block")]
    public async Task Should_Say_So_And_Write_Nothing_When_A_Command_Cannot_Be_Done(string command, int code, string expected)
    {
        MoeCheckpoints.Write(_folder["model"], "olmoe");
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllText(_folder["full/mine.txt"], "");
        File.WriteAllText(_folder["file"], "");
        File.WriteAllText(_folder["short.json"], """{"0": [1, 2, 3, 4]}""");
        var before = Listing();
        var result = await CliProcess.RunAsync(["moe", .. command.Replace("MODEL", "model", StringComparison.Ordinal).Split(' ')], new Dictionary<string, string>(), _folder.Path);
        Assert.Equal((code, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(before, Listing());
    }

    private string[] Listing() => [.. Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string Damaged(string damage)
    {
        var model = _folder["model"];
        var file = Path.Combine(model, "model.safetensors");
        using var scope = NewDisposeScope();
        switch (damage)
        {
            case "nowhere":
                return _folder["nowhere"];
            case "empty":
                Directory.CreateDirectory(model);
                return model;
            case "dense":
                Directory.CreateDirectory(model);
                Safetensors.Save(file, new Dictionary<string, Tensor> { ["fc.weight"] = zeros(2, 2) });
                return model;
            case "other":
                MoeCheckpoints.Write(model, "olmoe");
                return Path.Combine(model, "config.json");
            case "shard":
                MoeCheckpoints.WriteShards(model, "olmoe");
                File.Delete(Path.Combine(model, "model-00002-of-00003.safetensors"));
                return model;
            case "escape":
                MoeCheckpoints.Write(model, "olmoe");
                File.WriteAllText(file + ".index.json", """{"weight_map": {"model.layers.1.mlp.gate.weight": "../model.safetensors"}}""");
                return model;
            case "expert":
                var tensors = MoeCheckpoints.Write(model, "olmoe");
                tensors.Remove("model.layers.2.mlp.experts.1.up_proj.weight");
                Safetensors.Save(file, tensors);
                return model;
            default:
                MoeCheckpoints.Write(model, "olmoe");
                File.WriteAllBytes(file, Damage(damage, File.ReadAllBytes(file)));
                return model;
        }
    }

    private static byte[] Damage(string damage, byte[] content)
    {
        switch (damage)
        {
            case "cut":
                return content[..^100];
            case "header":
                BinaryPrimitives.WriteUInt64LittleEndian(content, ulong.MaxValue);
                return content;
            default: // zeros: what a run that was killed leaves in its .part folder
                Array.Clear(content, 0, 1000);
                return content;
        }
    }
}
