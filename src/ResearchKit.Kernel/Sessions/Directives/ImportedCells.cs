using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Reads the C# of files that can be imported.</summary>
internal static partial class ImportedCells
{
    // No code is as long; a larger file is something else, or a notebook full of pictures that is better not read whole.
    private const long MaximumBytes = 64 * 1024 * 1024;

    // What NotebookMetadata calls the language, however it is written.
    private const string CSharp = "c#";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>The cells of C# in order; what is not C# is left out.</returns>
    /// <exception cref="InvalidDataException">The file is not what its name says.</exception>
    public static IReadOnlyList<ImportedCell> Read(string path)
    {
        if (new FileInfo(path).Length is > MaximumBytes and var length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"it has {length:N0} bytes; at most {MaximumBytes:N0} are read."));
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".ipynb" => Numbered(path, OfNotebook(path)),
            ".dib" => Numbered(path, OfInteractive(Text(path))),
            _ => [new ImportedCell(path, Text(path))],
        };
    }

    private static List<ImportedCell> Numbered(string path, IEnumerable<string> cells) =>
        [.. cells.Select((code, i) => new ImportedCell(FormattableString.Invariant($"{path}, cell {i + 1}"), code))];

    private static string Text(string path)
    {
        using var reader = new StreamReader(path, Strict, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> OfNotebook(string path)
    {
        Notebook notebook;
        try
        {
            notebook = Notebook.Read(path);
        }
        catch (NotebookFormatException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }

        return notebook.Language == CSharp
            ? notebook.Cells.Where(IsToRun).Select(cell => cell.Source)
            : throw new InvalidDataException($"it is written in '{notebook.Language}'; expected C#.");
    }

    private static bool IsToRun(NotebookCell cell) =>
        cell.Kind == CellKind.Code && !cell.HasTag(CellTags.SkipExecution) && !string.IsNullOrWhiteSpace(cell.Source) && IsCSharp(cell);

    // VS Code writes down the language of each cell; the older of its two places is dotnet_interactive.
    private static bool IsCSharp(NotebookCell cell)
    {
        var language = Text(cell.Metadata["polyglot_notebook"], "kernelName") ?? Text(cell.Metadata["dotnet_interactive"], "language");
        return language is null || DirectiveSet.Find("#!" + language)?.Language == CellPartKind.Code;
    }

    private static string? Text(JsonNode? json, string key) => (json as JsonObject)?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // Cells begin with a line #!LANGUAGE; a block #!meta of JSON may come first. Without either all is C#.
    private static List<string> OfInteractive(string text)
    {
        var cells = new List<string>();
        var current = new StringBuilder();
        var isCode = true;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var word = Chooser().Match(line);
            if (!word.Success || !StartsCell(word.Groups["word"].Value))
            {
                current.Append(line).Append('\n');
                continue;
            }

            Close(cells, current, isCode);
            isCode = DirectiveSet.Find("#!" + word.Groups["word"].Value)?.Language == CellPartKind.Code;
        }

        Close(cells, current, isCode);
        return cells;
    }

    private static bool StartsCell(string word) => word is "meta" || DirectiveSet.Find("#!" + word) is { Language: not null } or RefusedDirective { IsLanguage: true };

    private static void Close(List<string> cells, StringBuilder current, bool isCode)
    {
        var code = current.ToString().Trim('\n');
        current.Clear();
        if (isCode && !string.IsNullOrWhiteSpace(code))
        {
            cells.Add(code);
        }
    }

    [GeneratedRegex(@"^#!(?<word>[A-Za-z#][^\s]*)\s*$")]
    private static partial Regex Chooser();
}
