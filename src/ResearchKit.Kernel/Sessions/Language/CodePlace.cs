using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel.Sessions;

/// <summary>What kind of thing can be typed at a place in C#.</summary>
/// <param name="IsText">Whether it is inside a string, a character or a comment, where nothing is completed.</param>
/// <param name="IsOverride">Whether it follows the word <c>override</c>.</param>
/// <param name="TakesKeywords">Whether a keyword can stand there.</param>
internal sealed record CodePlace(bool IsText, bool IsOverride, bool TakesKeywords)
{
    /// <summary>Looks at the place where a word begins.</summary>
    /// <param name="root">The code.</param>
    /// <param name="start">The place.</param>
    /// <returns>What can be typed there.</returns>
    public static CodePlace Of(SyntaxNode root, int start)
    {
        var before = Before(root, start);
        var takesKeywords = before.Kind() is not (SyntaxKind.DotToken or SyntaxKind.ColonColonToken or SyntaxKind.MinusGreaterThanToken)
            && before.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null;
        return new CodePlace(IsInText(root, start), before.IsKind(SyntaxKind.OverrideKeyword), takesKeywords);
    }

    /// <summary>Finds the token that ends before a place.</summary>
    /// <param name="root">The code.</param>
    /// <param name="start">The place.</param>
    /// <returns>The token, of kind none at the start of the code.</returns>
    public static SyntaxToken Before(SyntaxNode root, int start)
    {
        var token = root.FindToken(start);
        while (!token.IsKind(SyntaxKind.None) && (token.SpanStart >= start || token.IsMissing))
        {
            token = token.GetPreviousToken();
        }

        return token;
    }

    private static bool IsInText(SyntaxNode root, int start)
    {
        if (start == 0)
        {
            return false;
        }

        var trivia = root.FindTrivia(start - 1);
        if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.DisabledTextTrivia)
        {
            return true;
        }

        if (trivia.Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
        {
            return start < trivia.Span.End || !trivia.ToString().EndsWith("*/", StringComparison.Ordinal);
        }

        var token = root.FindToken(start - 1);
        return token.Kind() switch
        {
            SyntaxKind.InterpolatedStringTextToken => token.Span.Contains(start - 1),
            SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
                or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken => token.Span.End == start,
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken =>
                token.SpanStart < start && (start < token.Span.End || token.ContainsDiagnostics),
            _ => false,
        };
    }
}
