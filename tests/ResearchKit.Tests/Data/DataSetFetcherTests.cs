using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using ResearchKit.Data;

namespace ResearchKit.Tests.Data;

public sealed class DataSetFetcherTests : IDisposable
{
    private static readonly byte[] First = Content(300_000, 1);
    private static readonly byte[] Second = Content(1_000, 2);

    private readonly TemporaryFolder _folder = new();
    private readonly FileServer _server = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Should_Download_All_Files_And_Report_Progress()
    {
        Serve();
        var reports = new List<ProgressReport>();

        var found = await Fetch(Plain(), new Recorder(reports));

        Assert.Equal(_folder.Path, found);
        Assert.Equal(First, File.ReadAllBytes(_folder["a.gz"]));
        Assert.Equal(Second, File.ReadAllBytes(_folder["b.gz"]));
        Assert.Equal(new ProgressReport("fetching a.gz", 300_000, 300_000), reports.Last(report => report.Stage == "fetching a.gz"));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task Should_Ask_For_Nothing_When_All_Is_There()
    {
        Serve();
        await Fetch(Plain());
        _server.Ranges.Clear();

        await Fetch(Plain());

        Assert.Empty(_server.Ranges);
    }

    [Fact]
    public async Task Should_Download_Again_What_Was_Damaged_On_Disk()
    {
        Serve();
        await Fetch(Plain());
        _folder.Write("b.gz", Content(1_000, 3));
        _server.Ranges.Clear();

        await Fetch(Plain());

        Assert.Single(_server.Ranges);
        Assert.Equal(Second, File.ReadAllBytes(_folder["b.gz"]));
    }

    [Fact]
    public async Task Should_Go_On_Where_It_Stopped_When_The_Connection_Breaks()
    {
        Serve();
        _server.Cuts.Enqueue(100_000);
        _server.Cuts.Enqueue(150_000);

        await Fetch(Plain());

        Assert.Equal(First, File.ReadAllBytes(_folder["a.gz"]));
        Assert.Equal(["", "bytes=100000-", "bytes=250000-", ""], _server.Ranges);
    }

    [Fact]
    public async Task Should_Keep_The_Part_For_The_Next_Call_When_The_Connection_Stays_Broken()
    {
        Serve();
        foreach (var cut in (int[])[100_000, 0, 0, 0])
        {
            _server.Cuts.Enqueue(cut);
        }

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => Fetch(Plain()));

        Assert.Contains(_server.Address.AbsoluteUri + "a.gz", error.Message, StringComparison.Ordinal);
        Assert.Contains("100000 of 300000", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["a.gz"]));
        _server.Ranges.Clear();
        await Fetch(Plain());
        Assert.Equal("bytes=100000-", _server.Ranges[0]);
        Assert.Equal(First, File.ReadAllBytes(_folder["a.gz"]));
    }

    [Fact]
    public async Task Should_Start_Again_When_The_Server_Knows_No_Ranges()
    {
        Serve();
        _server.KnowsRanges = false;
        _server.Cuts.Enqueue(100_000);

        await Fetch(Plain());

        Assert.Equal(First, File.ReadAllBytes(_folder["a.gz"]));
    }

    [Fact]
    public async Task Should_Keep_Nothing_When_The_Sum_Is_Wrong()
    {
        Serve();
        _server.Files["a.gz"] = Content(300_000, 9);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Fetch(Plain()));

        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
        Assert.Contains(Sum(First), error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(299_999)]
    [InlineData(300_001)]
    public async Task Should_Keep_Nothing_When_The_Length_Is_Wrong(int length)
    {
        Serve();
        _server.Files["a.gz"] = Content(length, 1);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Fetch(Plain()));

        Assert.Contains($"{length} bytes long; expected 300000", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Should_Start_Afresh_When_An_Old_Part_Does_Not_Fit()
    {
        Serve();
        _folder.Write("a.gz.part", Content(100_000, 7));

        await Fetch(Plain());

        Assert.Equal(["bytes=100000-", "", ""], _server.Ranges);
        Assert.Equal(First, File.ReadAllBytes(_folder["a.gz"]));
    }

    [Fact]
    public async Task Should_Name_The_Address_When_The_Server_Has_No_Such_File()
    {
        Serve();
        _server.Files.Remove("a.gz");

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => Fetch(Plain()));

        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Contains(_server.Address.AbsoluteUri + "a.gz", error.Message, StringComparison.Ordinal);
        Assert.Single(_server.Ranges);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Should_Keep_The_Part_When_Cancelled()
    {
        Serve();
        using var cancel = new CancellationTokenSource();
        var progress = new Recorder([], _ => cancel.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetch(Plain(), progress, cancel.Token));

        Assert.True(File.Exists(_folder["a.gz.part"]));
        Assert.False(File.Exists(_folder["a.gz"]));
    }

    [Fact]
    public async Task Should_Unpack_The_Wanted_Files_Of_An_Archive_And_Nothing_Else()
    {
        var archive = Archive(("set/one.bin", First), ("../../escape.bin", Second), ("set/readme.html", Second), ("/two.bin", Second));
        _server.Files["set.tar.gz"] = archive;

        await Fetch(Packed(archive));

        Assert.Equal(First, File.ReadAllBytes(_folder["one.bin"]));
        Assert.Equal(Second, File.ReadAllBytes(_folder["two.bin"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "..", "..", "escape.bin")));
        _server.Ranges.Clear();
        await Fetch(Packed(archive));
        Assert.Empty(_server.Ranges);
    }

    [Fact]
    public async Task Should_Refuse_An_Archive_That_Lacks_A_File_Or_Has_One_Twice()
    {
        var lacking = Archive(("set/one.bin", First));
        var twice = Archive(("set/one.bin", First), ("other/one.bin", First), ("two.bin", Second));

        _server.Files["set.tar.gz"] = lacking;
        Assert.Contains("lacks two.bin", (await Assert.ThrowsAsync<InvalidDataException>(() => Fetch(Packed(lacking)))).Message, StringComparison.Ordinal);
        _server.Files["set.tar.gz"] = twice;
        Assert.Contains("twice", (await Assert.ThrowsAsync<InvalidDataException>(() => Fetch(Packed(twice)))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.bin*"));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(2_000)]
    public async Task Should_Refuse_A_Damaged_Archive(int length)
    {
        var cut = Archive(("set/one.bin", First), ("two.bin", Second))[..length];
        _server.Files["set.tar.gz"] = cut;

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Fetch(Packed(cut)));

        Assert.Contains("set.tar.gz", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.bin*"));
    }

    [Fact]
    public async Task Should_Refuse_A_Link_In_Place_Of_A_File()
    {
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "set/one.bin") { LinkName = "/etc/hostname" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "two.bin") { DataStream = new MemoryStream(Second) });
        }

        _server.Files["set.tar.gz"] = content.ToArray();

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Fetch(Packed(content.ToArray())));

        Assert.Contains("lacks one.bin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_Refuse_Addresses_That_Are_No_Web_Folder_And_Sets_That_Ship()
    {
        var fetcher = new DataSetFetcher(_client);

        await Assert.ThrowsAsync<ArgumentException>(() => fetcher.FetchAsync(
            Plain(), new DataSetFetchOptions { From = new Uri("file:///etc/"), Folder = _folder.Path }, null, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(() => fetcher.FetchAsync(
            DataSetCatalog.Digits, null, null, TestContext.Current.CancellationToken));
    }

    private static byte[] Content(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static DataSetDescription Plain() => new("plain", "two files")
    {
        Downloads = [new DataFile("a.gz", First.Length, Sum(First)), new DataFile("b.gz", Second.Length, Sum(Second))],
        RequiredFiles = ["a.gz", "b.gz"],
    };

    private static DataSetDescription Packed(byte[] archive) => new("packed", "an archive")
    {
        Downloads = [new DataFile("set.tar.gz", archive.Length, Sum(archive))],
        RequiredFiles = ["one.bin", "two.bin"],
    };

    private static byte[] Archive(params (string Name, byte[] Content)[] files)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var (name, content) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return result.ToArray();
    }

    private void Serve()
    {
        _server.Files["a.gz"] = First;
        _server.Files["b.gz"] = Second;
    }

    private Task<string> Fetch(DataSetDescription description, IProgress<ProgressReport>? progress = null, CancellationToken? cancellationToken = null) =>
        new DataSetFetcher(_client).FetchAsync(
            description,
            new DataSetFetchOptions { From = _server.Address, Folder = _folder.Path, Pause = TimeSpan.Zero },
            progress,
            cancellationToken ?? TestContext.Current.CancellationToken);

    private sealed class Recorder(List<ProgressReport> reports, Action<ProgressReport>? then = null) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value)
        {
            reports.Add(value);
            then?.Invoke(value);
        }
    }
}
