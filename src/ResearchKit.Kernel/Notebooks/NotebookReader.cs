using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>Reads nbformat 4 and says where a file is broken.</summary>
/// <param name="file">What messages call the file.</param>
internal sealed class NotebookReader(string file)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How the JSON of notebooks is read.</summary>
    internal static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 128 };

    /// <summary>Reads a notebook.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <returns>The notebook.</returns>
    /// <exception cref="NotebookFormatException">The bytes are not a notebook.</exception>
    public Notebook Read(ReadOnlySpan<byte> content)
    {
        var root = Expect<JsonObject>(ParseJson(content), "$", "an object");
        var major = Integer(root, "nbformat", "$");
        if (major != 4)
        {
            throw Broken("$.nbformat", $"the notebook is of format {major}; expected 4. Jupyter's 'nbconvert --to notebook' converts older ones.");
        }

        var notebook = new Notebook { Metadata = Object(root, "metadata", "$") };
        var cells = Expect<JsonArray>(Required(root, "cells", "$"), "$.cells", "an array");
        for (var i = 0; i < cells.Count; i++)
        {
            notebook.Cells.Add(Cell(cells[i], $"$.cells[{i}]"));
        }

        CellIds.Complete(notebook.Cells);
        return notebook;
    }

    private JsonNode? ParseJson(ReadOnlySpan<byte> content)
    {
        try
        {
            var text = StrictUtf8.GetString(content).TrimStart('\uFEFF');
            if (string.IsNullOrWhiteSpace(text))
            {
                throw Broken("$", "the file is empty; expected a notebook in JSON.");
            }

            return JsonNode.Parse(text, documentOptions: Options);
        }
        catch (DecoderFallbackException exception)
        {
            throw new NotebookFormatException(file, "$", "the file is not UTF-8 text; expected a notebook in JSON.", exception);
        }
        catch (JsonException exception)
        {
            throw new NotebookFormatException(file, exception.Path ?? "$", $"the file is not JSON: {exception.Message}", exception);
        }
    }

    private NotebookCell Cell(JsonNode? json, string path)
    {
        var cell = Expect<JsonObject>(json, path, "a cell object");
        var type = Text(Required(cell, "cell_type", path), $"{path}.cell_type");
        var kind = type switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            _ => throw Broken($"{path}.cell_type", $"'{type}' is not a kind of cell; expected code, markdown or raw."),
        };
        var result = new NotebookCell(kind, MultiLine(Required(cell, "source", path), $"{path}.source"))
        {
            Id = cell["id"] is null ? string.Empty : Text(cell["id"], $"{path}.id"),
            Metadata = Object(cell, "metadata", path),
            Attachments = cell["attachments"] is null ? null : Object(cell, "attachments", path),
        };
        if (kind != CellKind.Code)
        {
            return result;
        }

        result.ExecutionCount = cell["execution_count"] is null ? null : Integer(cell, "execution_count", path);
        var outputs = cell["outputs"] is null ? [] : Expect<JsonArray>(cell["outputs"], $"{path}.outputs", "an array");
        for (var i = 0; i < outputs.Count; i++)
        {
            result.Outputs.Add(Output(outputs[i], $"{path}.outputs[{i}]"));
        }

        return result;
    }

    private NotebookOutput Output(JsonNode? json, string path)
    {
        var output = Expect<JsonObject>(json, path, "an output object");
        var type = Text(Required(output, "output_type", path), $"{path}.output_type");
        switch (type)
        {
            case "stream":
                var name = output["name"] is null ? "stdout" : Text(output["name"], $"{path}.name");
                return name is "stdout" or "stderr"
                    ? new StreamOutput(name, MultiLine(Required(output, "text", path), $"{path}.text"))
                    : throw Broken($"{path}.name", $"'{name}' is not a stream; expected stdout or stderr.");
            case "display_data":
                return new DataOutput(Data(output, path), Object(output, "metadata", path));
            case "execute_result":
                int? count = output["execution_count"] is null ? null : Integer(output, "execution_count", path);
                return new DataOutput(Data(output, path), Object(output, "metadata", path), isResult: true, count);
            case "error":
                var lines = output["traceback"] is null ? [] : Expect<JsonArray>(output["traceback"], $"{path}.traceback", "an array of lines");
                return new ErrorOutput(
                    Text(Required(output, "ename", path), $"{path}.ename"),
                    Text(Required(output, "evalue", path), $"{path}.evalue"),
                    [.. lines.Select((line, i) => Text(line, $"{path}.traceback[{i}]"))]);
            default:
                throw Broken($"{path}.output_type", $"'{type}' is not a kind of output; expected stream, display_data, execute_result or error.");
        }
    }

    private JsonObject Data(JsonObject output, string path)
    {
        var data = new JsonObject();
        foreach (var (mimeType, value) in Object(output, "data", path))
        {
            data[mimeType] = Display.MimeTypes.IsJson(mimeType) ? value?.DeepClone() : MultiLine(value, $"{path}.data['{mimeType}']");
        }

        return data;
    }

    private JsonNode? Required(JsonObject json, string key, string path) =>
        json.TryGetPropertyValue(key, out var value) ? value : throw Broken(path, $"'{key}' is missing.");

    private JsonObject Object(JsonObject json, string key, string path) =>
        json[key] is null ? [] : Expect<JsonObject>(json[key], $"{path}.{key}", "an object").DeepClone().AsObject();

    private int Integer(JsonObject json, string key, string path) =>
        Required(json, key, path) is JsonValue value && value.TryGetValue<int>(out var number)
            ? number
            : throw Broken($"{path}.{key}", $"found {Describe(json[key])}; expected a whole number.");

    private string Text(JsonNode? json, string path)
    {
        try
        {
            return json is JsonValue value && value.TryGetValue<string>(out var text)
                ? text
                : throw Broken(path, $"found {Describe(json)}; expected a string.");
        }
        catch (InvalidOperationException exception)
        {
            // A lone half of a surrogate pair, written as an escape.
            throw new NotebookFormatException(file, path, "the string holds half of a surrogate pair; expected valid Unicode.", exception);
        }
    }

    private string MultiLine(JsonNode? json, string path) =>
        json is JsonArray lines ? string.Concat(lines.Select((line, i) => Text(line, $"{path}[{i}]"))) : Text(json, path);

    private T Expect<T>(JsonNode? json, string path, string expected)
        where T : JsonNode =>
        json as T ?? throw Broken(path, $"found {Describe(json)}; expected {expected}.");

    private static string Describe(JsonNode? json) => json?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "nothing",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "a truth value",
    };

    private NotebookFormatException Broken(string path, string problem) => new(file, path, problem);
}
