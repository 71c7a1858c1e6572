using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>Writes nbformat 4.5 the way Jupyter does: keys in ordinal order, one space of indent, texts as arrays of lines. Metadata keep their own order.</summary>
internal static partial class NotebookWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 256,
    };

    /// <summary>Writes a notebook.</summary>
    /// <param name="notebook">The notebook; every cell has an id.</param>
    /// <returns>UTF-8 text that ends in a line feed.</returns>
    public static byte[] Write(Notebook notebook)
    {
        var cells = new JsonArray();
        foreach (var cell in notebook.Cells)
        {
            cells.Add((JsonNode)Cell(cell));
        }

        var json = new JsonObject
        {
            ["cells"] = cells,
            ["metadata"] = NotebookMetadata.Complete(notebook.Metadata),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return ToBytes(json);
    }

    /// <summary>Writes JSON in the form used for every file of the runner.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>UTF-8 text that ends in a line feed.</returns>
    public static byte[] ToBytes(JsonNode json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteTo(writer);
        }

        // The encoder escapes what lies beyond 16 bits, such as emoji; Jupyter writes it as it is.
        var text = EscapedPair().Replace(Encoding.UTF8.GetString(buffer.WrittenSpan), Unescape);
        return Encoding.UTF8.GetBytes(text + "\n");
    }

    /// <summary>Replaces halves of surrogate pairs, which no UTF-8 file can hold.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Valid UTF-16.</returns>
    public static string Valid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                return string.Concat(text.EnumerateRunes());
            }
        }

        return text;
    }

    private static string Unescape(Match pair) =>
        string.Concat(
            pair.Groups["before"].Value,
            new string([(char)Convert.ToInt32(pair.Groups["high"].Value, 16), (char)Convert.ToInt32(pair.Groups["low"].Value, 16)]));

    // An even number of backslashes before it: otherwise the first one is itself escaped.
    [GeneratedRegex(@"(?<!\\)(?<before>(\\\\)*)\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex EscapedPair();

    private static JsonObject Cell(NotebookCell cell)
    {
        var json = new JsonObject();
        if (cell.Attachments is not null && cell.Kind != CellKind.Code)
        {
            json["attachments"] = cell.Attachments.DeepClone();
        }

        json["cell_type"] = cell.Kind switch
        {
            CellKind.Code => "code",
            CellKind.Markdown => "markdown",
            _ => "raw",
        };
        if (cell.Kind == CellKind.Code)
        {
            json["execution_count"] = cell.ExecutionCount;
        }

        json["id"] = cell.Id;
        json["metadata"] = cell.Metadata.DeepClone();
        if (cell.Kind == CellKind.Code)
        {
            var outputs = new JsonArray();
            foreach (var output in cell.Outputs)
            {
                outputs.Add((JsonNode)Output(output));
            }

            json["outputs"] = outputs;
        }

        json["source"] = Lines(cell.Source);
        return json;
    }

    private static JsonObject Output(NotebookOutput output) => output switch
    {
        StreamOutput stream => new JsonObject { ["name"] = stream.Name, ["output_type"] = "stream", ["text"] = Lines(stream.Text) },
        DataOutput { IsResult: true } data => new JsonObject
        {
            ["data"] = Data(data.Data),
            ["execution_count"] = data.ExecutionCount,
            ["metadata"] = data.Metadata.DeepClone(),
            ["output_type"] = "execute_result",
        },
        DataOutput data => new JsonObject
        {
            ["data"] = Data(data.Data),
            ["metadata"] = data.Metadata.DeepClone(),
            ["output_type"] = "display_data",
        },
        ErrorOutput error => new JsonObject
        {
            ["ename"] = Valid(error.Name),
            ["evalue"] = Valid(error.Message),
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)Valid(line))]),
        },
        _ => throw new InvalidOperationException($"An output of type {output.GetType().Name} has no form in a notebook."),
    };

    private static JsonObject Data(JsonObject data)
    {
        var json = new JsonObject();
        foreach (var (mimeType, content) in data.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var isText = content is JsonValue value && value.TryGetValue<string>(out _);
            json[mimeType] = isText && IsSplit(mimeType) ? Lines(content!.GetValue<string>())
                : isText ? Valid(content!.GetValue<string>())
                : NotebookMetadata.SortedNode(content);
        }

        return json;
    }

    private static bool IsSplit(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "application/javascript" or "image/svg+xml";

    private static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        var rest = Valid(text);
        var start = 0;
        while (start < rest.Length)
        {
            var end = rest.IndexOf('\n', start);
            end = end < 0 ? rest.Length : end + 1;
            lines.Add((JsonNode)rest[start..end]);
            start = end;
        }

        return lines;
    }
}
