using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Tells whether a cell needs more lines.</summary>
internal static class CompletenessCheck
{
    private const int IndentSize = 4;

    private static readonly CSharpParseOptions ScriptOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>Looks at a cell.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <returns>Whether it can be run.</returns>
    public static CodeCompleteness Of(string code)
    {
        CellDirectives directives;
        try
        {
            directives = CellDirectives.Read(code);
        }
        catch (CellRejectedException)
        {
            return new CodeCompleteness(CodeCompletenessStatus.Invalid, string.Empty);
        }

        var trees = directives.Parts.Where(part => part.Kind == CellPartKind.Code).Select(part => CSharpSyntaxTree.ParseText(part.Text, ScriptOptions)).ToList();

        // A part before the last one ends where the next begins; no further line can complete it.
        if (trees.Count > 0 && directives.Parts[^1].Kind == CellPartKind.Code && !SyntaxFactory.IsCompleteSubmission(trees[^1]) && !HasOpenLine(trees[^1]))
        {
            return new CodeCompleteness(CodeCompletenessStatus.Incomplete, IndentAfter(trees[^1]));
        }

        var status = trees.Exists(HasErrors) ? CodeCompletenessStatus.Invalid : CodeCompletenessStatus.Complete;
        return new CodeCompleteness(status, string.Empty);
    }

    // A text or character that its own line does not close: the compiler calls the code incomplete because of the missing semicolon.
    private static bool HasOpenLine(SyntaxTree tree) => tree.GetDiagnostics().Any(diagnostic => diagnostic.Id is "CS1010" or "CS1012");

    private static bool HasErrors(SyntaxTree tree) => tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    // As deep as the line that opened the innermost bracket still open, and one step more; inside a text or comment not indented at all.
    private static string IndentAfter(SyntaxTree tree)
    {
        if (tree.GetDiagnostics().Any(diagnostic => diagnostic.Id is "CS1035" or "CS1039" or "CS8997"))
        {
            return string.Empty;
        }

        var open = new Stack<SyntaxToken>();
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            if (token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken)
            {
                open.Push(token);
            }
            else if (token.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken && open.Count > 0)
            {
                open.Pop();
            }
        }

        if (open.Count > 0)
        {
            return LeadingSpace(tree, open.Peek()) + new string(' ', IndentSize);
        }

        var last = tree.GetRoot().GetLastToken();
        return last.IsKind(SyntaxKind.None) ? string.Empty : LeadingSpace(tree, last) + new string(' ', IndentSize);
    }

    private static string LeadingSpace(SyntaxTree tree, SyntaxToken token)
    {
        var line = tree.GetText().Lines.GetLineFromPosition(token.SpanStart).ToString();
        return line[..^line.TrimStart().Length];
    }
}
