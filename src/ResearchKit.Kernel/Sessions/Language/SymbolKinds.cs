using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Names what a symbol is, in the words that front ends have pictures for.</summary>
internal static class SymbolKinds
{
    /// <summary>Names the kind of a symbol.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>A word in lower case.</returns>
    public static string Of(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { ContainingType.IsScriptClass: true } or IMethodSymbol { MethodKind: MethodKind.LocalFunction } => "function",
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => "variable",
        IFieldSymbol { IsConst: true } => "constant",
        IFieldSymbol => "field",
        IEventSymbol => "event",
        INamedTypeSymbol type => type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            TypeKind.Enum => "enum",
            TypeKind.Delegate => "delegate",
            _ => "class",
        },
        ITypeParameterSymbol => "class",
        INamespaceSymbol => "namespace",
        IAliasSymbol alias => Of(alias.Target),
        _ => "text",
    };
}
