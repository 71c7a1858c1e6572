using System.Globalization;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>Looks at a notebook as a reviewer would before it is committed; nothing is run or changed.</summary>
public static class NotebookCheck
{
    /// <summary>How large a notebook may be when nothing else is asked for, in bytes.</summary>
    public const long UsualMaximumBytes = 1_500_000;

    /// <summary>Checks a notebook file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximumBytes">How large it may be.</param>
    /// <returns>The problems; a file that is not a notebook has one, of the kind <c>format</c>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<NotebookProblem> File(string path, long maximumBytes = UsualMaximumBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBytes);
        var content = System.IO.File.ReadAllBytes(path);
        Notebook notebook;
        try
        {
            notebook = Notebook.Parse(content, path);
        }
        catch (NotebookFormatException error)
        {
            return [new NotebookProblem("format", null, error.Message)];
        }

        var problems = new List<NotebookProblem>();
        if (content.LongLength > maximumBytes)
        {
            problems.Add(new NotebookProblem("size", null, string.Create(CultureInfo.InvariantCulture, $"the file has {content.LongLength:N0} bytes; expected at most {maximumBytes:N0}")));
        }

        problems.AddRange(Ids(content));
        problems.AddRange(Metadata(notebook));
        problems.AddRange(Order(notebook));
        problems.AddRange(Outputs(notebook, path));
        if (RunRecord.FirstChange(notebook) is var (cell, change) && notebook.Cells.Any(found => found.Outputs.Count > 0))
        {
            problems.Add(new NotebookProblem("stale", cell?.Id, change));
        }

        if (problems.Count == 0 && !Cleaned(content, path).AsSpan().SequenceEqual(content))
        {
            problems.Add(new NotebookProblem("form", null, "the file is not in the form that 'notebooks clean' writes (order of keys, indent, line ends, minor version)"));
        }

        return problems;
    }

    private static byte[] Cleaned(byte[] content, string path)
    {
        var notebook = Notebook.Parse(content, path);
        NotebookCleaner.Clean(notebook);
        return notebook.ToBytes();
    }

    // The reader gives cells their ids, so what the file says is asked of the file.
    private static IEnumerable<NotebookProblem> Ids(byte[] content)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var cells = JsonNode.Parse(System.Text.Encoding.UTF8.GetString(content).TrimStart('\uFEFF'), documentOptions: NotebookReader.Options)!["cells"]!.AsArray();
        for (var i = 0; i < cells.Count; i++)
        {
            var id = cells[i]?["id"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
            if (id is null || !CellIds.IsValid(id) || !seen.Add(id))
            {
                var what = id is null ? "has no id" : CellIds.IsValid(id) ? $"has the id '{id}' of an earlier cell" : "has an id that is not 1 to 64 letters, digits, hyphens and underscores";
                yield return new NotebookProblem("ids", null, string.Create(CultureInfo.InvariantCulture, $"cell {i + 1} {what}"));
            }
        }
    }

    private static IEnumerable<NotebookProblem> Metadata(Notebook notebook)
    {
        if (Beyond(notebook.Metadata, NotebookMetadata.Clean(notebook.Metadata)) is { Length: > 0 } keys)
        {
            yield return new NotebookProblem("metadata", null, $"the notebook has metadata that is not listed: {keys}");
        }

        foreach (var cell in notebook.Cells)
        {
            if (Beyond(cell.Metadata, NotebookMetadata.CleanCell(cell.Metadata)) is { Length: > 0 } cellKeys)
            {
                yield return new NotebookProblem("metadata", cell.Id, $"the cell has metadata that is not listed: {cellKeys}");
            }
        }
    }

    private static string Beyond(JsonObject found, JsonObject clean)
    {
        var beyond = new List<string>();
        foreach (var (key, value) in found)
        {
            if (!clean.ContainsKey(key))
            {
                beyond.Add(key);
            }
            else if (value is JsonObject inner && clean[key] is JsonObject cleanInner)
            {
                beyond.AddRange(inner.Select(pair => pair.Key).Where(name => !cleanInner.ContainsKey(name)).Select(name => $"{key}.{name}"));
            }
        }

        return string.Join(", ", beyond);
    }

    private static IEnumerable<NotebookProblem> Order(Notebook notebook)
    {
        var code = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).ToArray();
        if (code.All(cell => cell.ExecutionCount is null))
        {
            var shown = code.FirstOrDefault(cell => cell.Outputs.Count > 0);
            if (shown is not null)
            {
                yield return new NotebookProblem("order", shown.Id, "the cell has outputs, but no execution count");
            }

            yield break;
        }

        var expected = 0;
        foreach (var cell in code.Where(cell => cell.IsToRun || cell.ExecutionCount is not null))
        {
            expected++;
            if (cell.ExecutionCount != expected)
            {
                var found = cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? "no execution count";
                yield return new NotebookProblem("order", cell.Id, string.Create(CultureInfo.InvariantCulture, $"code cell {expected} was executed as {found}; expected a fresh run in order, 1 to n"));
                yield break;
            }
        }
    }

    private static IEnumerable<NotebookProblem> Outputs(Notebook notebook, string path)
    {
        var paths = new MachinePaths(path);
        foreach (var cell in notebook.Cells)
        {
            if (cell.Outputs.OfType<ErrorOutput>().FirstOrDefault() is { } error && !cell.HasTag(CellTags.RaisesException))
            {
                yield return new NotebookProblem("error", cell.Id, $"the cell ended with {error.Name}: {error.Message.Split('\n')[0]}; expected no error, or the tag {CellTags.RaisesException}");
            }

            if (cell.Outputs.Select(paths.FindIn).FirstOrDefault(found => found is not null) is { } leak)
            {
                yield return new NotebookProblem("path", cell.Id, $"an output names a path of the machine it ran on: {leak}");
            }
        }
    }
}
