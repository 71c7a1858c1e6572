using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Finds names that the place itself asks for: members to override, members to initialise, arguments to name.</summary>
internal static class MemberCompletion
{
    // Cells are not nullable-aware; an annotation in one is a warning.
    private static readonly SymbolDisplayFormat OverrideForm = SymbolForm.Short
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef)
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Finds what the type around a place can override.</summary>
    /// <param name="model">The code.</param>
    /// <param name="root">Its syntax.</param>
    /// <param name="start">The place, after the word <c>override</c>.</param>
    /// <returns>The declarations, without bodies.</returns>
    public static IEnumerable<(string Name, CodeCompletion Item)> Overrides(SemanticModel model, SyntaxNode root, int start)
    {
        var declaration = CodePlace.Before(root, start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (declaration is null || model.GetDeclaredSymbol(declaration) is not { } type)
        {
            return [];
        }

        var own = type.GetMembers().OfType<IMethodSymbol>().Where(method => method.IsOverride).Select(method => method.OverriddenMethod?.OriginalDefinition).ToHashSet(SymbolEqualityComparer.Default);
        var found = new Dictionary<string, (string Name, CodeCompletion Item)>(StringComparer.Ordinal);
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            foreach (var member in ancestor.GetMembers().Where(member => IsOverridable(member, type, model) && !own.Contains(member.OriginalDefinition)))
            {
                var text = member.ToMinimalDisplayString(model, start, OverrideForm);
                found.TryAdd(text, (member.Name, new CodeCompletion(text, SymbolKinds.Of(member)) { Signature = text }));
            }
        }

        return found.Values;
    }

    /// <summary>Finds the members that an object initialiser around a place can set.</summary>
    /// <param name="model">The code.</param>
    /// <param name="root">Its syntax.</param>
    /// <param name="start">The place.</param>
    /// <returns>The members; none when the place is in no initialiser.</returns>
    public static IEnumerable<(string Name, CodeCompletion Item)> Initializers(SemanticModel model, SyntaxNode root, int start)
    {
        var before = CodePlace.Before(root, start);
        if (before.Kind() is not (SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken) || before.Parent is not InitializerExpressionSyntax initializer)
        {
            return [];
        }

        var type = initializer.Parent is BaseObjectCreationExpressionSyntax or WithExpressionSyntax ? model.GetTypeInfo(initializer.Parent).Type : null;
        if (type is null)
        {
            return [];
        }

        var set = initializer.Expressions.OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left.ToString()).ToHashSet(StringComparer.Ordinal);
        var members = model.LookupSymbols(start, type)
            .Where(member => !member.IsStatic && !set.Contains(member.Name) && member is IPropertySymbol { SetMethod: not null, IsIndexer: false } or IFieldSymbol { IsReadOnly: false, IsConst: false });
        return SymbolCompletion.Of(members, model, start);
    }

    /// <summary>Finds the parameters that an argument at a place can name.</summary>
    /// <param name="model">The code.</param>
    /// <param name="root">Its syntax.</param>
    /// <param name="start">The place.</param>
    /// <returns>The names, each with a colon; none when the place is no argument.</returns>
    public static IEnumerable<(string Name, CodeCompletion Item)> Arguments(SemanticModel model, SyntaxNode root, int start)
    {
        var before = CodePlace.Before(root, start);
        if (before.Kind() is not (SyntaxKind.OpenParenToken or SyntaxKind.CommaToken) || before.Parent is not ArgumentListSyntax { Parent: { } call } list)
        {
            return [];
        }

        var named = list.Arguments.Select(argument => argument.NameColon?.Name.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        return CallTargets.Of(model, call)
            .SelectMany(method => method.Parameters)
            .Where(parameter => !named.Contains(parameter.Name))
            .DistinctBy(parameter => parameter.Name)
            .Select(parameter => (parameter.Name, new CodeCompletion(parameter.Name + ":", "variable")
            {
                Signature = SymbolForm.Write(parameter, model, start),
            }));
    }

    private static bool IsOverridable(ISymbol member, INamedTypeSymbol type, SemanticModel model) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol
        && (member.IsVirtual || member.IsAbstract || member.IsOverride)
        && !member.IsSealed
        && member.Name != "Finalize"
        && model.Compilation.IsSymbolAccessibleWithin(member, type);
}
