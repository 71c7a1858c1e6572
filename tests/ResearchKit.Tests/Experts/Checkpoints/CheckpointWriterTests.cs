using ResearchKit.Checkpoints;
using ResearchKit.Experts.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts.Checkpoints;

public sealed class CheckpointWriterTests : IDisposable
{
    private static readonly CheckpointItem[] Items = [new("a", ScalarType.Float32, [2, 3]), new("b", ScalarType.Int8, [5])];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Make_The_Folder_At_The_End_And_Leave_Nothing_Else()
    {
        using var scope = NewDisposeScope();
        using (var writer = Make())
        {
            writer.Write("b", 0, ones([5], ScalarType.Int8));
            writer.Write("a", 12, full([3], 2f));
            Assert.False(Directory.Exists(_folder["out"]));
            writer.Commit();
        }

        Assert.Equal(["out"], Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder["out"])!).Select(Path.GetFileName));
        var read = Safetensors.Load(Path.Combine(_folder["out"], "model.safetensors"));
        Assert.Equal([0f, 0, 0, 2, 2, 2], read["a"].data<float>().ToArray());
        Assert.True(read["b"].Equals(ones([5], ScalarType.Int8)));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(10)] // a file for each tensor, and an index
    public void Should_Leave_Files_That_No_Reader_Takes_When_Killed_And_Clear_Them_Away_Next_Time(long shardBytes)
    {
        using var scope = NewDisposeScope();
        using (var writer = Make(shardBytes))
        {
            writer.Write("a", 0, ones(2, 3));
            writer.Write("b", 0, ones([5], ScalarType.Int8));
            Directory.Move(_folder["out.part"], _folder["killed.part"]); // out of the writer's reach: all is written, nothing committed
        }

        foreach (var file in Directory.GetFiles(Path.Combine(_folder["killed.part"], "model"), "*.safetensors"))
        {
            Assert.Contains("does not start with '{'", Assert.Throws<InvalidDataException>(() => Safetensors.Load(file)).Message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidDataException>(() => ExpertCheckpoint.Open(Path.Combine(_folder["killed.part"], "model")));
        using (var again = new CheckpointWriter(CheckpointOutput.At(_folder["killed"]), Items, 1000, new Dictionary<string, string>()))
        {
            again.Commit();
        }

        Assert.False(Directory.Exists(_folder["killed.part"]));
        Assert.Equal(["model.safetensors"], Directory.GetFiles(_folder["killed"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Should_Refuse_A_Place_When_Something_Is_There()
    {
        using (var first = Make())
        {
            Assert.Contains("another process", Assert.Throws<IOException>(() => Make()).Message, StringComparison.Ordinal);
        }

        Directory.CreateDirectory(_folder["out.part"]);
        File.WriteAllText(Path.Combine(_folder["out.part"], "mine.txt"), "");
        Assert.Contains("something else", Assert.Throws<IOException>(() => Make()).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder["out.part"], "mine.txt")));
        Directory.Delete(_folder["out.part"], recursive: true);

        File.WriteAllText(_folder["out"], "");
        Assert.Contains("is a file", Assert.Throws<IOException>(() => Make()).Message, StringComparison.Ordinal);
        File.Delete(_folder["out"]);
        Directory.CreateDirectory(_folder["out"]); // empty, which is as good as none
        using var writer = new CheckpointWriter(CheckpointOutput.At(_folder["out"] + "/"), Items, 1000, new Dictionary<string, string>());
        File.WriteAllText(Path.Combine(_folder["out"], "mine.txt"), "");
        Assert.Throws<IOException>(writer.Commit);
        Assert.Equal(["mine.txt"], Directory.GetFiles(_folder["out"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Should_Replace_An_Earlier_Output_And_Nothing_Else_When_Asked_To()
    {
        using var scope = NewDisposeScope();
        string Experts()
        {
            using var file = SafetensorsFile.Open(Path.Combine(_folder["out"], "model.safetensors"));
            return file.Metadata["experts"];
        }

        using (var writer = Make(experts: "first"))
        {
            writer.Commit();
        }

        Assert.Contains("not empty", Assert.Throws<IOException>(() => Make()).Message, StringComparison.Ordinal);
        using (var writer = Make(replace: true, experts: "second"))
        {
            Assert.Equal("first", Experts()); // until the new one is whole
            writer.Commit();
        }

        Assert.Equal("second", Experts());
        Assert.False(Directory.Exists(_folder["out.part"]));
        Safetensors.Save(Path.Combine(_folder["out"], "model.safetensors"), new Dictionary<string, Tensor> { ["mine"] = zeros(2) });
        Assert.Contains("never replaced", Assert.Throws<IOException>(() => Make(replace: true)).Message, StringComparison.Ordinal);
        Directory.Delete(_folder["out"], recursive: true);
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(Path.Combine(_folder["out"], "notes.txt"), "");
        Assert.Contains("never replaced", Assert.Throws<IOException>(() => Make(replace: true)).Message, StringComparison.Ordinal);
        Assert.Contains("is the input", Assert.Throws<IOException>(() => CheckpointOutput.At(_folder["out"], true, _folder["out"] + "/")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Bytes_Beyond_A_Tensor_S_End()
    {
        using var scope = NewDisposeScope();
        using var writer = Make();
        Assert.Throws<ArgumentException>(() => writer.Write("a", 4, ones(6)));
        Assert.Throws<ArgumentException>(() => writer.Write("a", -4, ones(1)));
        Assert.Throws<ArgumentException>(() => writer.Write("b", 0, ones([5], ScalarType.Int64)));
    }

    [Fact]
    public void Should_Say_How_Much_Is_Missing_When_The_Disk_Is_Too_Small()
    {
        var error = Assert.Throws<IOException>(() => new CheckpointWriter(CheckpointOutput.At(_folder["out"]), [new("a", ScalarType.Float32, [1L << 50])], 1000, new Dictionary<string, string>()));
        Assert.Contains("bytes free", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder["out"])!));
    }

    private CheckpointWriter Make(long shardBytes = 1000, bool replace = false, string? experts = null) => new(
        CheckpointOutput.At(_folder["out"], replace), Items, shardBytes, experts is null ? new Dictionary<string, string>() : new() { ["experts"] = experts });
}
