using System.ComponentModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Makes completions of symbols.</summary>
internal static class SymbolCompletion
{
    /// <summary>Makes a completion for each name.</summary>
    /// <param name="symbols">The symbols; those of one name are overloads.</param>
    /// <param name="model">The code.</param>
    /// <param name="position">Where in it they are to stand.</param>
    /// <returns>The completions.</returns>
    public static IEnumerable<(string Name, CodeCompletion Item)> Of(IEnumerable<ISymbol> symbols, SemanticModel model, int position)
    {
        foreach (var group in symbols.Where(IsWorthOffering).GroupBy(symbol => symbol.Name))
        {
            var first = group.First();
            var others = group.Count(symbol => symbol is IMethodSymbol) - 1;
            var more = others > 0 ? FormattableString.Invariant($" (+{others} {(others == 1 ? "overload" : "overloads")})") : string.Empty;
            yield return (group.Key, new CodeCompletion(Escape(group.Key), SymbolKinds.Of(first))
            {
                Signature = SymbolForm.Write(first, model, position) + more,
            });
        }
    }

    private static bool IsWorthOffering(ISymbol symbol) =>
        symbol.Name.Length > 0
        && SyntaxFacts.IsValidIdentifier(symbol.Name)
        && symbol is not IMethodSymbol { MethodKind: not (MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction or MethodKind.DelegateInvoke) }
        && !symbol.GetAttributes().Any(IsHidden);

    private static bool IsHidden(AttributeData attribute) =>
        attribute.AttributeClass?.Name == nameof(EditorBrowsableAttribute)
        && attribute.ConstructorArguments is [{ Value: int state }]
        && state == (int)EditorBrowsableState.Never;

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
