using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel.Sessions;

/// <summary>The keywords of C#, without those that a cell cannot use.</summary>
internal static class KeywordCompletion
{
    private static readonly SyntaxKind[] Contextual =
    [
        SyntaxKind.AsyncKeyword, SyntaxKind.AwaitKeyword, SyntaxKind.GetKeyword, SyntaxKind.GlobalKeyword, SyntaxKind.InitKeyword,
        SyntaxKind.NameOfKeyword, SyntaxKind.NotKeyword, SyntaxKind.AndKeyword, SyntaxKind.OrKeyword, SyntaxKind.PartialKeyword, SyntaxKind.RecordKeyword,
        SyntaxKind.RequiredKeyword, SyntaxKind.SetKeyword, SyntaxKind.VarKeyword, SyntaxKind.WhenKeyword, SyntaxKind.WhereKeyword, SyntaxKind.WithKeyword,
        SyntaxKind.YieldKeyword,
    ];

    /// <summary>The keywords.</summary>
    public static IReadOnlyList<(string Name, CodeCompletion Item)> All { get; } =
        [.. SyntaxFacts.GetReservedKeywordKinds()
            .Where(kind => kind is not SyntaxKind.NamespaceKeyword && !SyntaxFacts.GetText(kind).StartsWith('_'))
            .Concat(Contextual)
            .Select(SyntaxFacts.GetText)
            .Distinct()
            .Select(keyword => (keyword, new CodeCompletion(keyword, "keyword")))];
}
