using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel.Sessions;

/// <summary>How declarations are written for a reader.</summary>
internal static class SymbolForm
{
    /// <summary>One line: types by their plain names, parameters with names and defaults.</summary>
    public static SymbolDisplayFormat Short { get; } = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameOnly,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeConstantValue,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.Default,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue,
        SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.CollapseTupleTypes);

    private static SymbolDisplayFormat OfCell { get; } = Short.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    /// <summary>Writes a declaration in one line.</summary>
    /// <param name="symbol">What is declared.</param>
    /// <param name="model">The code that the reader is in.</param>
    /// <param name="position">The place in it; what its usings name is not qualified.</param>
    /// <returns>The line. The generated class that holds what cells declare is left out.</returns>
    public static string Write(ISymbol symbol, SemanticModel model, int position)
    {
        // The short form of a type or namespace leaves out what it is.
        var text = symbol.ToMinimalDisplayString(model, position, symbol.ContainingType?.IsScriptClass == true ? OfCell : Short);
        return symbol is INamespaceOrTypeSymbol ? $"{SymbolKinds.Of(symbol)} {text}" : text;
    }
}
