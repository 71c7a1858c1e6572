using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>Colours C# by its syntax; code that does not compile is coloured as far as it is understood.</summary>
internal static class CodeHighlighter
{
    // Beyond this a cell is data rather than code that anybody reads.
    private const int MaximumLength = 200_000;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);

    /// <summary>Colours code.</summary>
    /// <param name="code">C# as a notebook cell holds it, with directives.</param>
    /// <returns>HTML: escaped text with <c>span</c> elements of the classes k, s, n, c, d, t and f.</returns>
    public static string ToHtml(string code)
    {
        if (code.Length > MaximumLength)
        {
            return HtmlEscape.Text(code);
        }

        var result = new StringBuilder(code.Length * 2);
        var done = 0;
        foreach (var (span, kind) in Parts(CSharpSyntaxTree.ParseText(code, Options).GetRoot()))
        {
            if (span.Start < done || span.IsEmpty)
            {
                continue;
            }

            result.Append(HtmlEscape.Text(code[done..span.Start]));
            result.Append("<span class=\"").Append(kind).Append("\">").Append(HtmlEscape.Text(code[span.Start..span.End])).Append("</span>");
            done = span.End;
        }

        return result.Append(HtmlEscape.Text(code[done..])).ToString();
    }

    private static IEnumerable<(TextSpan Span, char Kind)> Parts(SyntaxNode root)
    {
        foreach (var token in root.DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia)
            {
                if (KindOf(trivia) is { } kind)
                {
                    yield return (trivia.FullSpan, kind);
                }
            }

            if (KindOf(token) is { } tokenKind)
            {
                yield return (token.Span, tokenKind);
            }

            foreach (var trivia in token.TrailingTrivia)
            {
                if (KindOf(trivia) is { } kind)
                {
                    yield return (trivia.FullSpan, kind);
                }
            }
        }
    }

    private static char? KindOf(SyntaxTrivia trivia) =>
        trivia.IsDirective || trivia.IsKind(SyntaxKind.SkippedTokensTrivia) ? 'd'
        : trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia
            or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.DisabledTextTrivia ? 'c'
        : null;

    private static char? KindOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => 'n',
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedRawStringEndToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken
            or SyntaxKind.InterpolatedMultiLineRawStringStartToken => 's',
        SyntaxKind.IdentifierToken => KindOfName(token),
        _ => token.IsKeyword() || token.IsContextualKeyword() ? 'k' : null,
    };

    private static char? KindOfName(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { IsVar: true } => 'k',
        BaseTypeDeclarationSyntax => 't',
        SimpleNameSyntax { Parent: InvocationExpressionSyntax } or MethodDeclarationSyntax or LocalFunctionStatementSyntax => 'f',
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name when call.Expression == access && access.Name == name => 'f',
        SimpleNameSyntax name when IsType(name) => 't',
        _ => null,
    };

    private static bool IsType(SimpleNameSyntax name) => name.Parent switch
    {
        VariableDeclarationSyntax declaration => declaration.Type == name,
        ParameterSyntax parameter => parameter.Type == name,
        BaseObjectCreationExpressionSyntax or TypeArgumentListSyntax or BaseTypeSyntax or ArrayTypeSyntax or NullableTypeSyntax or TypeOfExpressionSyntax or CatchDeclarationSyntax => true,
        MethodDeclarationSyntax method => method.ReturnType == name,
        LocalFunctionStatementSyntax function => function.ReturnType == name,
        PropertyDeclarationSyntax property => property.Type == name,
        CastExpressionSyntax cast => cast.Type == name,
        DeclarationPatternSyntax pattern => pattern.Type == name,
        _ => false,
    };
}
