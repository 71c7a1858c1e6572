using System.Text;
using System.Text.Json.Nodes;
using ResearchKit.Display;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Tests.Support;

namespace ResearchKit.Kernel.Tests.Notebooks;

public sealed class NotebookTests
{
    private const string Minimal = """{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}""";

    [Fact]
    public void Should_Write_What_It_Read_When_The_File_Is_Clean()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "walk.ipynb");
        var text = File.ReadAllText(path);
        Assert.Equal(text, Encoding.UTF8.GetString(Notebook.Read(path).ToBytes()));
    }

    [Fact]
    public void Should_Write_Lines_Keys_And_Indent_As_Jupyter_Does()
    {
        var notebook = new Notebook();
        var cell = new NotebookCell(CellKind.Code, "a <b> \"é\"\nb\n") { Id = "x1", ExecutionCount = 1 };
        cell.Outputs.Add(new StreamOutput("stdout", "one\ntwo"));
        cell.Outputs.Add(DataOutput.Result(MimeBundle.FromText("5").With(MimeTypes.Png, "aGk=\n").With("application/x+json", "{\"b\":[1]}"), 1));
        cell.Outputs.Add(new ErrorOutput("E", "m", ["l1", "l2"]));
        notebook.Cells.Add(cell);
        var expected = """
            {
             "cells": [
              {
               "cell_type": "code",
               "execution_count": 1,
               "id": "x1",
               "metadata": {},
               "outputs": [
                {
                 "name": "stdout",
                 "output_type": "stream",
                 "text": [
                  "one\n",
                  "two"
                 ]
                },
                {
                 "data": {
                  "application/x+json": {
                   "b": [
                    1
                   ]
                  },
                  "image/png": "aGk=\n",
                  "text/plain": [
                   "5"
                  ]
                 },
                 "execution_count": 1,
                 "metadata": {},
                 "output_type": "execute_result"
                },
                {
                 "ename": "E",
                 "evalue": "m",
                 "output_type": "error",
                 "traceback": [
                  "l1",
                  "l2"
                 ]
                }
               ],
               "source": [
                "a <b> \"é\"\n",
                "b\n"
               ]
              }
             ],
            """.ReplaceLineEndings("\n");
        var text = Encoding.UTF8.GetString(notebook.ToBytes());
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
        Assert.EndsWith(" \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n", text, StringComparison.Ordinal);
        Assert.Contains("\"name\": \".net-csharp\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Keep_Unknown_Metadata_Until_The_Notebook_Is_Cleaned()
    {
        var notebook = Parse("""
            {"cells":[{"cell_type":"code","execution_count":null,"id":"a","metadata":{"tags":["parameters",7,"parameters"],"execution":{"iopub.status.busy":"t"},"jupyter":{"source_hidden":true,"x":1}},"outputs":[],"source":[]}],
             "metadata":{"kernelspec":{"name":".net-csharp","display_name":".NET (C#)","language":"C#","x":1},"papermill":{"a":1},"title":"T"},"nbformat":4,"nbformat_minor":5}
            """);
        Assert.NotNull(notebook.Metadata["papermill"]);
        Assert.NotNull(notebook.Cells[0].Metadata["execution"]);
        Assert.Contains("iopub.status.busy", Encoding.UTF8.GetString(notebook.ToBytes()), StringComparison.Ordinal);
        NotebookCleaner.Clean(notebook);
        var written = JsonNode.Parse(notebook.ToBytes())!;
        Assert.Equal("""{"jupyter":{"source_hidden":true},"tags":["parameters"]}""", written["cells"]![0]!["metadata"]!.ToJsonString());
        Assert.Equal(["kernelspec", "language_info", "title"], written["metadata"]!.AsObject().Select(pair => pair.Key));
        Assert.Null(written["metadata"]!["kernelspec"]!["x"]);
    }

    [Fact]
    public void Should_Give_The_Same_Ids_Each_Time_When_Cells_Have_None()
    {
        const string Text = """
            {"cells":[{"cell_type":"markdown","metadata":{},"source":"a"},{"cell_type":"markdown","metadata":{},"source":"a"},
             {"cell_type":"code","metadata":{},"source":"b","outputs":[],"id":"not valid!"},{"cell_type":"raw","metadata":{},"source":"c","id":"same"},{"cell_type":"raw","metadata":{},"source":"d","id":"same"}],
             "metadata":{},"nbformat":4,"nbformat_minor":2}
            """;
        var first = Parse(Text).Cells.Select(cell => cell.Id).ToList();
        Assert.Equal(first, Parse(Text).Cells.Select(cell => cell.Id));
        Assert.Equal(5, first.Distinct().Count());
        Assert.All(first, id => Assert.Matches("^[A-Za-z0-9_-]{1,64}$", id));
        Assert.Equal("same", first[3]);
    }

    [Fact]
    public void Should_Write_Valid_Text_When_Outputs_Hold_Half_A_Surrogate_Pair()
    {
        var notebook = new Notebook();
        var cell = new NotebookCell(CellKind.Code, "x\ud800");
        cell.Outputs.Add(new StreamOutput("stdout", "\udc00 \U0001F600"));
        cell.Outputs.Add(new ErrorOutput("E", "\ud800", ["\ud800"]));
        notebook.Cells.Add(cell);
        var text = Encoding.UTF8.GetString(notebook.ToBytes());
        Assert.Contains("\U0001F600", text, StringComparison.Ordinal);
        Assert.Equal("x\uFFFD", Parse(text).Cells[0].Source);
    }

    [Theory]
    [InlineData("\U0001F600\U0001F601")]
    [InlineData("\\uD83D\\uDE00")]
    [InlineData("\\\U0001F600 \\\\\U0001F600")]
    [InlineData("<>&'\"\u2028\u007f\t\r\n")]
    public void Should_Read_Back_The_Same_Text_When_It_Has_Special_Characters(string source)
    {
        var notebook = new Notebook();
        notebook.Cells.Add(new NotebookCell(CellKind.Markdown, source));
        Assert.Equal(source, Notebook.Parse(notebook.ToBytes(), "book.ipynb").Cells[0].Source);
    }

    [Theory]
    [InlineData("", "$", "empty")]
    [InlineData("  \n", "$", "empty")]
    [InlineData("{", "$", "not JSON")]
    [InlineData("[]", "$", "found an array; expected an object")]
    [InlineData("""{"nbformat":4}""", "$", "'cells' is missing")]
    [InlineData("""{"cells":[]}""", "$", "'nbformat' is missing")]
    [InlineData("""{"cells":[],"nbformat":3}""", "$.nbformat", "format 3; expected 4")]
    [InlineData("""{"cells":[],"nbformat":"4"}""", "$.nbformat", "expected a whole number")]
    [InlineData("""{"cells":{},"nbformat":4}""", "$.cells", "expected an array")]
    [InlineData("""{"cells":[1],"nbformat":4}""", "$.cells[0]", "expected a cell object")]
    [InlineData("""{"cells":[{"cell_type":"x","source":""}],"nbformat":4}""", "$.cells[0].cell_type", "expected code, markdown or raw")]
    [InlineData("""{"cells":[{"cell_type":"code"}],"nbformat":4}""", "$.cells[0]", "'source' is missing")]
    [InlineData("""{"cells":[{"cell_type":"code","source":[1]}],"nbformat":4}""", "$.cells[0].source[0]", "expected a string")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","id":5}],"nbformat":4}""", "$.cells[0].id", "expected a string")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","metadata":[]}],"nbformat":4}""", "$.cells[0].metadata", "expected an object")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"pyout"}]}],"nbformat":4}""", "$.cells[0].outputs[0].output_type", "not a kind of output")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"stream","name":"stdlog","text":""}]}],"nbformat":4}""", "$.cells[0].outputs[0].name", "expected stdout or stderr")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"display_data","data":{"text/plain":5}}]}],"nbformat":4}""", "$.cells[0].outputs[0].data['text/plain']", "expected a string")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"\ud800"}],"nbformat":4}""", "$.cells[0].source", "surrogate")]
    [InlineData("""{"cells":[],"cells":[],"nbformat":4}""", "$", "not JSON")]
    public void Should_Say_Where_When_A_File_Is_Broken(string text, string path, string problem)
    {
        var exception = Assert.Throws<NotebookFormatException>(() => Parse(text));
        Assert.Equal("book.ipynb", exception.File);
        Assert.Contains(path, exception.Path, StringComparison.Ordinal);
        Assert.StartsWith("book.ipynb: $", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Bytes_That_Are_Not_Text()
    {
        var exception = Assert.Throws<NotebookFormatException>(() => Notebook.Parse([(byte)'{', 0xff, 0xfe], "book.ipynb"));
        Assert.Contains("not UTF-8", exception.Message, StringComparison.Ordinal);
        Assert.Throws<NotebookFormatException>(() => Parse(new string('[', 100_000)));
    }

    [Fact]
    public void Should_Read_A_File_With_A_Byte_Order_Mark_And_Write_One_Without()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Minimal)];
        Assert.Equal((byte)'{', Notebook.Parse(bytes, "book.ipynb").ToBytes()[0]);
    }

    [Fact]
    public void Should_Give_A_Value_Or_A_Clear_Exception_When_Files_Are_Fuzzed()
    {
        var original = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "walk.ipynb"));
        var random = new Seed(5).For("fuzz").ToRandom();
        var read = 0;
        for (var i = 0; i < 2000; i++)
        {
            var bytes = Mutate(original, random);
            try
            {
                var again = Notebook.Parse(Notebook.Parse(bytes, "fuzz").ToBytes(), "again");
                Assert.Equal(again.ToBytes(), Notebook.Parse(again.ToBytes(), "third").ToBytes());
                read++;
            }
            catch (NotebookFormatException exception)
            {
                Assert.StartsWith("fuzz: $", exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(read, 1, 1999);
    }

    [Fact]
    public void Should_Keep_The_Old_File_When_Writing_Fails()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.ipynb", "old");
        var broken = new Notebook();
        var cell = new NotebookCell(CellKind.Code, "x");
        cell.Outputs.Add(new DataOutput([], []));
        ((DataOutput)cell.Outputs[0]).Data["application/json"] = JsonValue.Create(double.NaN);
        broken.Cells.Add(cell);
        Assert.ThrowsAny<Exception>(() => broken.Write(path));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
        Assert.ThrowsAny<IOException>(() => new Notebook().Write(folder.Path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("""{"kernelspec":{"name":"python3","display_name":"P","language":"python"}}""", "python")]
    [InlineData("""{"language_info":{"name":"csharp"}}""", "c#")]
    [InlineData("{}", "c#")]
    public void Should_Tell_The_Language(string metadata, string expected)
    {
        Assert.Equal(expected, Parse($$"""{"cells":[],"metadata":{{metadata}},"nbformat":4,"nbformat_minor":5}""").Language);
    }

    private static Notebook Parse(string text) => Notebook.Parse(Encoding.UTF8.GetBytes(text), "book.ipynb");

    private static byte[] Mutate(byte[] original, Random random)
    {
        string[] scraps = ["null", "{}", "[]", "-1", "1e999", "\"\\ud800\"", "\"\"", "true", ",", "}", "]", "\u0000", "\"id\":", "\"tags\":{}", "99999999999999999999"];
        var bytes = original.ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(scraps[random.Next(scraps.Length)]));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    ReplaceValue(bytes, at, scraps[random.Next(scraps.Length)]);
                    break;
            }

            if (bytes.Count == 0)
            {
                return [];
            }
        }

        return [.. bytes];
    }

    // Replaces what stands between a colon and the end of its line, so that many mutations stay JSON.
    private static void ReplaceValue(List<byte> bytes, int from, string scrap)
    {
        var colon = bytes.IndexOf((byte)':', from);
        var end = colon < 0 ? -1 : bytes.IndexOf((byte)'\n', colon);
        if (end > 0)
        {
            var comma = bytes[end - 1] == (byte)',' ? "," : string.Empty;
            bytes.RemoveRange(colon + 1, end - colon - 1);
            bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(scrap + comma));
        }
    }
}
