using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Describes the name at a place in a cell, or the call around it.</summary>
/// <param name="language">The cells before it.</param>
/// <param name="variables">Gives the variables of the session as they are now.</param>
internal sealed class InspectionFinder(SessionLanguage language, Func<IReadOnlyDictionary<string, object?>> variables)
{
    private static readonly CodeInspection Nothing = new(Data: null);

    /// <summary>Looks at a place.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <param name="position">The place.</param>
    /// <param name="detailLevel">From 1 on, all overloads, remarks, exceptions and source are given.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The description.</returns>
    public async Task<CodeInspection> FindAsync(string code, int position, int detailLevel, CancellationToken cancellationToken)
    {
        var line = CellLines.Read(code).Last(line => line.Start <= position);
        if ((line.Word ?? DirectiveSet.CompilerWord(line)) is { } word)
        {
            return DirectiveSet.Find(word) is { } directive
                ? Describe(new SymbolDescription([directive.Usage], 0, DocumentationText.None with { Summary = directive.Summary }))
                : Nothing;
        }

        if (line.Kind != CellPartKind.Code)
        {
            return Nothing;
        }

        var document = await language.OpenAsync(CellLines.MaskAllButCode(code), cancellationToken).ConfigureAwait(false);
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var symbols = At(root, model, position);
        if (symbols.Count == 0)
        {
            symbols = Around(root, model, position);
        }

        return symbols.Count == 0 ? Nothing : Describe(Of(symbols, model, position, detailLevel > 0, cancellationToken));
    }

    private static CodeInspection Describe(SymbolDescription description) => new(DescriptionForm.Bundle(description));

    // The name that the place is in or touches: first the one that begins there, then the one that ends there.
    private static IReadOnlyList<ISymbol> At(SyntaxNode root, SemanticModel model, int position)
    {
        var token = root.FindToken(position);
        foreach (var candidate in new[] { token, token.GetPreviousToken() })
        {
            if (candidate.Span.Start <= position && position <= candidate.Span.End && candidate.Parent is { } parent && IsName(candidate))
            {
                var symbols = Named(candidate, parent, model);
                if (symbols.Count > 0)
                {
                    return symbols;
                }
            }
        }

        return [];
    }

    private static bool IsName(SyntaxToken token) =>
        token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.ThisKeyword or SyntaxKind.BaseKeyword || SyntaxFacts.IsPredefinedType(token.Kind());

    private static IReadOnlyList<ISymbol> Named(SyntaxToken token, SyntaxNode parent, SemanticModel model)
    {
        if (model.GetDeclaredSymbol(parent) is { } declared && declared.Name == token.ValueText)
        {
            return [declared];
        }

        if (parent is not (ExpressionSyntax or ConstructorInitializerSyntax))
        {
            return [];
        }

        // The name of a type that is created stands for its constructors; the type itself comes first.
        var info = model.GetSymbolInfo(parent);
        var found = info.Symbol is { } symbol ? [symbol, .. model.GetMemberGroup(parent)] : model.GetMemberGroup(parent).AddRange(info.CandidateSymbols);
        if (info.Symbol is INamedTypeSymbol && parent.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is ObjectCreationExpressionSyntax creation && creation.Type.Span.Contains(parent.Span))
        {
            found = [info.Symbol, .. CallTargets.Of(model, creation)];
        }

        return Distinct(found);
    }

    private static IReadOnlyList<ISymbol> Around(SyntaxNode root, SemanticModel model, int position)
    {
        var lists = CodePlace.Before(root, position).Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>() ?? [];
        foreach (var list in lists.Where(list => list.OpenParenToken.Span.End <= position && (list.CloseParenToken.IsMissing || position <= list.CloseParenToken.SpanStart)))
        {
            if (Distinct(CallTargets.Of(model, list.Parent!)) is { Count: > 0 } targets)
            {
                return targets;
            }
        }

        return [];
    }

    private static IReadOnlyList<ISymbol> Distinct(IEnumerable<ISymbol> symbols) =>
        [.. symbols.DistinctBy(symbol => symbol.OriginalDefinition, SymbolEqualityComparer.Default)];

    private SymbolDescription Of(IReadOnlyList<ISymbol> symbols, SemanticModel model, int position, bool isDetailed, CancellationToken cancellationToken)
    {
        var first = symbols[0];
        var signatures = symbols.Select(symbol => SymbolForm.Write(symbol, model, position)).ToList();
        return new SymbolDescription(isDetailed ? signatures : signatures[..1], isDetailed ? 0 : signatures.Count - 1, SymbolDocumentation.Of(first, cancellationToken))
        {
            Origin = OriginOf(first),
            Value = ValueOf(first),
            Source = isDetailed ? SourceOf(first, cancellationToken) : null,
            IsDetailed = isDetailed,
        };
    }

    private static string? OriginOf(ISymbol symbol) =>
        symbol.ContainingAssembly is { } assembly && symbol.Locations.Any(location => location.IsInMetadata) && symbol.ContainingNamespace is { IsGlobalNamespace: false } space
            ? $"{space.ToDisplayString()} ({assembly.Name})"
            : null;

    private static string? SourceOf(ISymbol symbol, CancellationToken cancellationToken)
    {
        var node = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
        return node?.FirstAncestorOrSelf<FieldDeclarationSyntax>()?.ToString() ?? node?.ToString();
    }

    private string? ValueOf(ISymbol symbol)
    {
        if (symbol is not IFieldSymbol { ContainingType.IsScriptClass: true } || !variables().TryGetValue(symbol.Name, out var value))
        {
            return null;
        }

        var text = VariableText.Of(value);
        return text.Length > 0 ? $"{VariableText.TypeOf(value)}: {text}" : VariableText.TypeOf(value);
    }
}
