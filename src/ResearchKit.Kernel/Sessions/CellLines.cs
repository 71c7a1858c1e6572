using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Tells the lines of a cell that are C# from those that are not.</summary>
internal static partial class CellLines
{
    private static readonly CSharpParseOptions ScriptOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>Reads a cell; a directive that nobody knows is a directive all the same.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <returns>All lines in order.</returns>
    public static IReadOnlyList<CellLine> Read(string code)
    {
        var lines = new List<CellLine>();
        var kind = CellPartKind.Code;
        var before = new StringBuilder();
        for (var start = 0; start <= code.Length;)
        {
            var length = code.AsSpan(start).IndexOfAny('\r', '\n');
            var text = length < 0 ? code[start..] : code.Substring(start, length);
            var word = WordOf(text);
            if (word is not null && kind == CellPartKind.Code && IsInsideToken(before.ToString()))
            {
                word = null;
            }

            lines.Add(new CellLine(lines.Count + 1, start, text, kind, word));
            before.Append(word is null && kind == CellPartKind.Code ? text : string.Empty).Append('\n');
            if (word is not null && DirectiveSet.Find(word)?.Language is { } language)
            {
                kind = language;
                before.Clear();
            }

            if (length < 0)
            {
                break;
            }

            start += length + (code.AsSpan(start + length).StartsWith("\r\n") ? 2 : 1);
        }

        return lines;
    }

    /// <summary>Replaces all that is not C# by blanks, so that every place in the C# stays where it is.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <returns>A text of the same length.</returns>
    public static string MaskAllButCode(string code)
    {
        var masked = new StringBuilder(code);
        foreach (var line in Read(code).Where(line => line.Word is not null || line.Kind != CellPartKind.Code))
        {
            for (var i = line.Start; i < line.Start + line.Text.Length; i++)
            {
                masked[i] = ' ';
            }
        }

        return masked.ToString();
    }

    private static string? WordOf(string line) => Magic().Match(line) is { Success: true } match ? match.Value : null;

    // A line of a raw string, a verbatim string or a comment may look like a directive.
    private static bool IsInsideToken(string code) =>
        CSharpSyntaxTree.ParseText(code, ScriptOptions).GetDiagnostics().Any(diagnostic => diagnostic.Id is "CS1035" or "CS1039" or "CS8997");

    // The source of packages is no directive of the compiler, so that its line is taken out of the code.
    [GeneratedRegex(@"^(?:#![A-Za-z][^\s""]*|#i(?=\s*""))")]
    private static partial Regex Magic();
}
