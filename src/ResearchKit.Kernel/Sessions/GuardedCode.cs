using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Code with a <see cref="CellGuard.Check"/> in each loop and function, on the lines they were on.</summary>
internal sealed class GuardedCode
{
    private const string Check = "global::ResearchKit.Kernel.Sessions.CellGuard.Check();";

    private static readonly CSharpParseOptions ScriptOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    // Where in the original text something was put in, and how much, in order.
    private readonly List<(int Position, string Text)> _insertions;

    private GuardedCode(string code, List<(int Position, string Text)> insertions)
    {
        Original = SourceText.From(code);
        _insertions = insertions;
        Text = Original.WithChanges(Merge(insertions)).ToString();
    }

    /// <summary>The code as written.</summary>
    public SourceText Original { get; }

    /// <summary>The code with checks.</summary>
    public string Text { get; }

    /// <summary>Whether something in it may run more than once: a loop, a function or a file that is loaded.</summary>
    public bool HasRepetition { get; private init; }

    /// <summary>Puts the checks in. Code with syntax errors stays as it is, for the compiler to refuse.</summary>
    /// <param name="code">C# script code.</param>
    /// <returns>The code with checks.</returns>
    public static GuardedCode Make(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, ScriptOptions);
        if (tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return new GuardedCode(code, []);
        }

        var root = tree.GetCompilationUnitRoot();
        var insertions = root.DescendantNodes().SelectMany(Insertions).OrderBy(insertion => insertion.Position).ToList();
        return new GuardedCode(code, insertions)
        {
            HasRepetition = insertions.Count > 0 || root.GetLoadDirectives().Any() || root.DescendantNodes().Any(IsFunctionOrType),
        };
    }

    /// <summary>Finds where a piece of the code with checks was written.</summary>
    /// <param name="span">The piece.</param>
    /// <returns>Its place in <see cref="Original"/>.</returns>
    public LinePositionSpan ToOriginal(TextSpan span) =>
        Original.Lines.GetLinePositionSpan(TextSpan.FromBounds(ToOriginal(span.Start), Math.Max(ToOriginal(span.End), ToOriginal(span.Start))));

    private static bool IsFunctionOrType(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or BaseTypeDeclarationSyntax;

    private static IEnumerable<(int Position, string Text)> Insertions(SyntaxNode node)
    {
        var body = node switch
        {
            WhileStatementSyntax loop => loop.Statement,
            DoStatementSyntax loop => loop.Statement,
            ForStatementSyntax loop => loop.Statement,
            CommonForEachStatementSyntax loop => loop.Statement,
            MethodDeclarationSyntax method => method.Body,
            LocalFunctionStatementSyntax function => function.Body,
            AnonymousFunctionExpressionSyntax function => function.Block,
            _ => (StatementSyntax?)null,
        };
        return body switch
        {
            null => [],
            BlockSyntax block => [(block.OpenBraceToken.Span.End, Check)],
            _ => [(body.SpanStart, "{" + Check), (body.Span.End, "}")],
        };
    }

    // One change for each position: nested loops without braces end at the same place.
    private static IEnumerable<TextChange> Merge(List<(int Position, string Text)> insertions) =>
        insertions.GroupBy(insertion => insertion.Position)
            .Select(group => new TextChange(new TextSpan(group.Key, 0), string.Concat(group.Select(insertion => insertion.Text))));

    private int ToOriginal(int position)
    {
        var shift = 0;
        foreach (var (at, text) in _insertions)
        {
            if (at + shift >= position)
            {
                break;
            }

            shift += Math.Min(text.Length, position - at - shift);
        }

        return Math.Clamp(position - shift, 0, Original.Length);
    }
}
