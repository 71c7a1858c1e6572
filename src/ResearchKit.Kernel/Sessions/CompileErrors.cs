using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Writes what the compiler says about a cell: where, what, and the line in question.</summary>
/// <param name="session">The session, which knows the code as written and the folder that is left out of file names.</param>
internal sealed partial class CompileErrors(CSharpSession session)
{
    /// <summary>What to say when two types of one name meet.</summary>
    public const string SameName =
        "Two cells define a type of that name, and these are different types: what was made before the later definition keeps the earlier one. Run the cell that makes the object again, or all cells from the start.";

    private const int MaximumShown = 20;

    /// <summary>Writes errors.</summary>
    /// <param name="diagnostics">What the compiler found.</param>
    /// <returns>The error of the cell.</returns>
    public CellError ToError(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var lines = errors.Take(MaximumShown).SelectMany(Describe).ToList();
        if (errors.Count > MaximumShown)
        {
            lines.Add($"... and {errors.Count - MaximumShown} more errors");
        }

        var hints = errors.Select(Hint).OfType<string>().Distinct();
        lines.AddRange(hints);
        return new CellError("CompilationError", Title(errors[0]), lines);
    }

    /// <summary>Writes warnings.</summary>
    /// <param name="diagnostics">What the compiler found.</param>
    /// <returns>A text in lines, or an empty string when there are none.</returns>
    public string Warnings(IEnumerable<Diagnostic> diagnostics) =>
        string.Concat(diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning).Select(warning => Title(warning) + "\n"));

    private string Title(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var message = SubmissionPlace().Replace(diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), place => $"[{session.Shorten(place.Groups["path"].Value)}, line {place.Groups["line"].Value}]");
        if (!diagnostic.Location.IsInSource)
        {
            return $"{severity} {diagnostic.Id}: {message}";
        }

        var start = SpanOf(diagnostic).Start;
        return $"{session.Shorten(diagnostic.Location.SourceTree!.FilePath)}, line {start.Line + 1}, column {start.Character + 1}: {severity} {diagnostic.Id}: {message}";
    }

    private IEnumerable<string> Describe(Diagnostic diagnostic)
    {
        yield return Title(diagnostic);
        if (!diagnostic.Location.IsInSource)
        {
            yield break;
        }

        var span = SpanOf(diagnostic);
        var line = LineOf(diagnostic);
        if (line.Length == 0)
        {
            yield break;
        }

        // Tabs before the marks keep them below what they mark.
        var start = Math.Min(span.Start.Character, line.Length);
        var end = span.End.Line == span.Start.Line ? Math.Min(span.End.Character, line.Length) : line.Length;
        var indent = string.Concat(line[..start].Select(c => c == '\t' ? '\t' : ' '));
        yield return "    " + line;
        yield return "    " + indent + new string('^', Math.Max(end - start, 1));
    }

    private string? Hint(Diagnostic diagnostic)
    {
        if (diagnostic.Id == "CS1002" && LineOf(diagnostic).Contains("using var", StringComparison.Ordinal))
        {
            return "'using var' does not exist at the top level of a cell, where variables live on; put it in a block { }, or use 'using (...) { }'.";
        }

        return diagnostic.Id switch
        {
            "CS7021" => "A cell cannot declare a namespace; remove it, types need none here.",
            "CS8345" => "Variables at the top level of a cell are fields, which cannot be spans; put the code in a block { } or use an array.",
            "CS9283" => "Cells cannot declare extension blocks; write 'static int Twice(this int x) => ...;' at the top level.",
            "CS9054" => "Cells cannot declare file-local types; leave 'file' out.",
            _ => SubmissionPlace().Count(diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)) >= 2
                ? SameName
                : null,
        };
    }

    private string LineOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? (session.Sources.Find(tree.FilePath)?.Original ?? tree.GetText()).Lines[SpanOf(diagnostic).Start.Line].ToString()
        : string.Empty;

    private LinePositionSpan SpanOf(Diagnostic diagnostic) =>
        session.Sources.Find(diagnostic.Location.SourceTree!.FilePath)?.ToOriginal(diagnostic.Location.SourceSpan) ?? diagnostic.Location.GetLineSpan().Span;

    // The compiler tells types of the same name apart by the place of their declaration: C [/folder/cell 6(1)].
    [GeneratedRegex(@"\[(?<path>[^\[\]]+)\((?<line>\d+)\)\]")]
    private static partial Regex SubmissionPlace();
}
