using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Finds the documentation of a symbol, also where it is written at what the symbol overrides or implements.</summary>
internal static class SymbolDocumentation
{
    /// <summary>Finds it.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The documentation, or <see cref="DocumentationText.None"/>.</returns>
    public static DocumentationText Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        var visited = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var current = Documented(symbol); current is not null && visited.Add(current); current = Origin(current))
        {
            var xml = current.GetDocumentationCommentXml(expandIncludes: true, cancellationToken: cancellationToken);
            if (!string.IsNullOrWhiteSpace(xml) && !xml.Contains("<inheritdoc", StringComparison.Ordinal) && DocumentationText.Read(xml) is { Summary.Length: > 0 } text)
            {
                return text;
            }
        }

        return DocumentationText.None;
    }

    // A parameter is described in the comment of its method, an extension called on a value in that of the static method.
    private static ISymbol? Documented(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { ReducedFrom: { } extension } => extension.OriginalDefinition,
        IAliasSymbol alias => alias.Target,
        _ => symbol.OriginalDefinition,
    };

    private static ISymbol? Origin(ISymbol symbol)
    {
        ISymbol? overridden = symbol switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol @event => @event.OverriddenEvent,
            INamedTypeSymbol type => type.BaseType,
            _ => null,
        };
        return (overridden ?? Implemented(symbol))?.OriginalDefinition;
    }

    private static ISymbol? Implemented(ISymbol symbol) => symbol.ContainingType is not { } type
        ? null
        : type.AllInterfaces.SelectMany(contract => contract.GetMembers(symbol.Name))
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol));
}
