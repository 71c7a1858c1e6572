using System.Text;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Export;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Running;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Notebooks;

public sealed class MalformedNotebooksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Be_Two_Hundred_Different_Ones_Of_Which_Some_Can_Be_Read()
    {
        var all = MalformedNotebooks.All();

        Assert.Equal(200, all.Count);
        Assert.Equal(200, all.Select(book => book.Name).Distinct().Count());
        var readable = all.Count(book => Read(book.Content) is not null);
        Assert.InRange(readable, 30, 150);
    }

    [Fact]
    public void Should_Export_Or_Say_What_Is_Wrong_And_Never_Touch_The_File()
    {
        foreach (var (name, content) in MalformedNotebooks.All())
        {
            var path = Write(content);
            foreach (var format in (ExportFormat[])[ExportFormat.Html, ExportFormat.Markdown])
            {
                var output = _folder.In("page");
                File.Delete(output);
                var error = Record(name, () => NotebookExporter.Export(path, new ExportOptions { Format = format, OutputPath = output, Libraries = new PageLibraries(null, null) }));
                Assert.True(error is null == File.Exists(output), $"{name}: a page and an error exclude each other.");
            }

            AssertUntouched(name, path, content);
        }
    }

    [Fact]
    public void Should_Check_Or_Say_What_Is_Wrong_And_Never_Touch_The_File()
    {
        foreach (var (name, content) in MalformedNotebooks.All())
        {
            var path = Write(content);

            var problems = NotebookCheck.File(path);

            Assert.True((Read(content) is null) == problems.Any(problem => problem.Kind == "format"), name);
            AssertUntouched(name, path, content);
        }
    }

    [Fact]
    public void Should_Clean_To_A_Notebook_That_Stays_As_It_Is_Or_Leave_The_File()
    {
        foreach (var (name, content) in MalformedNotebooks.All())
        {
            var path = Write(content);
            if (Record(name, () => NotebookCleaner.CleanFile(path)) is not null)
            {
                AssertUntouched(name, path, content);
                continue;
            }

            var before = Read(content)!;
            var after = Notebook.Read(path);
            Assert.Equal(before.Cells.Select(cell => cell.Source), after.Cells.Select(cell => cell.Source));
            Assert.Equal(before.Cells.Select(cell => cell.Outputs.Count), after.Cells.Select(cell => cell.Outputs.Count));
            Assert.False(NotebookCleaner.CleanFile(path), $"{name}: cleaning twice changes the file.");
            Assert.Equal(["book.ipynb"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        }
    }

    [Fact]
    public async Task Should_Refuse_To_Run_What_Cannot_Be_Read_And_Write_Nothing()
    {
        foreach (var (name, content) in MalformedNotebooks.All().Where(book => Read(book.Content) is null))
        {
            var path = Write(content);

            var error = await Assert.ThrowsAsync<NotebookFormatException>(() => new NotebookRunner(new NotebookRunOptions(path) { OutputPath = _folder.In("out.ipynb"), ResultsFolder = _folder.In("results") }).RunAsync(cancellationToken: TestContext.Current.CancellationToken));

            Assert.StartsWith(path + ": $", error.Message, StringComparison.Ordinal);
            Assert.Equal(["book.ipynb"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
            AssertUntouched(name, path, content);
        }
    }

    [Fact]
    public void Should_Keep_Unknown_Metadata_Byte_For_Byte()
    {
        // Spellings that another writer would change: order of keys, numbers, empty values, characters that need no escape.
        const string Unknown = "{\n     \"zeta\": 1.50,\n     \"alpha\": 1E+2,\n     \"big\": 123456789012345678901234567890,\n     \"zero\": -0.0,\n     \"empty\": {},\n     \"none\": null,\n     \"list\": [],\n     \"text\": \"é 😀 </script> \\\" \\\\ \\t\"\n    }";
        var good = Encoding.UTF8.GetString(Notebook.Parse(Encoding.UTF8.GetBytes(MalformedNotebooks.Good().ToJsonString()), "good").ToBytes());
        var cell = good.Replace("\"id\": \"r1\",\n   \"metadata\": {}", $"\"id\": \"r1\",\n   \"metadata\": {{\n    \"vendor\": {Unknown}\n   }}", StringComparison.Ordinal);
        Assert.NotEqual(good, cell);

        var again = Encoding.UTF8.GetString(Notebook.Parse(Encoding.UTF8.GetBytes(cell), "book").ToBytes());

        Assert.Equal(cell, again);
        var notebook = JsonNode.Parse(again)!;
        Assert.Equal("{\"b\":2,\"a\":1}", notebook["metadata"]!["unknown"]!.ToJsonString());
    }

    private static Notebook? Read(byte[] content)
    {
        try
        {
            return Notebook.Parse(content, "book");
        }
        catch (NotebookFormatException)
        {
            return null;
        }
    }

    private static NotebookFormatException? Record(string name, Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (NotebookFormatException error)
        {
            Assert.Contains("book.ipynb: $", error.Message, StringComparison.Ordinal);
            return error;
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{name}: {error}");
            return null;
        }
    }

    private static void AssertUntouched(string name, string path, byte[] content) =>
        Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(content), $"{name}: the file was changed.");

    private string Write(byte[] content)
    {
        File.WriteAllBytes(_folder.In("book.ipynb"), content);
        return _folder.In("book.ipynb");
    }
}
