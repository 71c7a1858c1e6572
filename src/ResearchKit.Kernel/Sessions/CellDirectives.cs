using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Reads the <c>#!</c> lines of a cell, the notation of .NET Interactive.</summary>
/// <param name="Parts">The cell without those lines.</param>
/// <param name="IsTimed">Whether the cell asks for its time by <c>#!time</c>.</param>
internal sealed record CellDirectives(IReadOnlyList<CellPart> Parts, bool IsTimed)
{
    private const string Prefix = "#!";

    private static readonly CSharpParseOptions ScriptOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>Splits a cell.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <returns>Its parts in order; parts without text are left out.</returns>
    /// <exception cref="CellRejectedException">A directive is not one that the session knows.</exception>
    public static CellDirectives Read(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var parts = new List<CellPart>();
        var kind = CellPartKind.Code;
        var current = new List<string>();
        var isTimed = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsDirective(lines[i]) || (kind == CellPartKind.Code && IsInsideToken(current)))
            {
                current.Add(lines[i]);
                continue;
            }

            var word = lines[i][Prefix.Length..].Split([' ', '\t'], 2)[0];
            if (word == "time")
            {
                isTimed = true;
                current.Add(string.Empty);
                continue;
            }

            Close(parts, kind, current);
            kind = KindOf(word, i + 1);
            current = kind == CellPartKind.Code ? [.. Enumerable.Repeat(string.Empty, i + 1)] : [];
        }

        Close(parts, kind, current);
        return new CellDirectives(parts, isTimed);
    }

    private static bool IsDirective(string line) =>
        line.StartsWith(Prefix, StringComparison.Ordinal) && line.Length > Prefix.Length && char.IsAsciiLetter(line[Prefix.Length]);

    private static void Close(List<CellPart> parts, CellPartKind kind, List<string> lines)
    {
        if (lines.Any(line => !string.IsNullOrWhiteSpace(line)))
        {
            var text = string.Join('\n', lines);
            parts.Add(new CellPart(kind, kind == CellPartKind.Code ? text : text.Trim('\n')));
        }
    }

    private static CellPartKind KindOf(string word, int line) => word.ToLowerInvariant() switch
    {
        "csharp" or "c#" or "cs" => CellPartKind.Code,
        "markdown" or "md" => CellPartKind.Markdown,
        "html" => CellPartKind.Html,
        "fsharp" or "f#" or "pwsh" or "powershell" or "javascript" or "js" or "sql" or "kql" or "mermaid" or "http" or "python" or "r" =>
            throw new CellRejectedException(line, $"'#!{word}' asks for another language; this session runs C# only. Show HTML with #!html and text with #!markdown."),
        _ => throw new CellRejectedException(line, $"'#!{word}' is not known here; known are #!csharp, #!markdown, #!html and #!time."),
    };

    // A line of a raw string, a verbatim string or a comment may look like a directive.
    private static bool IsInsideToken(List<string> linesBefore) =>
        CSharpSyntaxTree.ParseText(string.Join('\n', linesBefore) + "\n", ScriptOptions)
            .GetDiagnostics()
            .Any(diagnostic => diagnostic.Id is "CS1035" or "CS1039" or "CS8997");
}
