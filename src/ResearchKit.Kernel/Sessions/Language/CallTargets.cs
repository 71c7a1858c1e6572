using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Finds what a call may call, also when its arguments are not all there yet.</summary>
internal static class CallTargets
{
    /// <summary>Finds the overloads.</summary>
    /// <param name="model">The code.</param>
    /// <param name="call">A call or the creation of an object.</param>
    /// <returns>The one that is called first, then the others; empty when nothing is known.</returns>
    public static IReadOnlyList<IMethodSymbol> Of(SemanticModel model, SyntaxNode call)
    {
        var info = model.GetSymbolInfo(call);
        var chosen = info.Symbol as IMethodSymbol;
        IEnumerable<ISymbol> candidates = call switch
        {
            InvocationExpressionSyntax invocation when model.GetTypeInfo(invocation.Expression).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => [invoke],
            InvocationExpressionSyntax invocation => model.GetMemberGroup(invocation.Expression),
            BaseObjectCreationExpressionSyntax creation when model.GetTypeInfo(creation).Type is INamedTypeSymbol type =>
                type.InstanceConstructors.Where(constructor => model.IsAccessible(call.SpanStart, constructor)),
            ConstructorInitializerSyntax initializer => model.GetMemberGroup(initializer),
            _ => [],
        };
        var all = chosen is null ? candidates : candidates.Prepend(chosen);
        return [.. all.Concat(info.CandidateSymbols).OfType<IMethodSymbol>().DistinctBy(method => method.OriginalDefinition, SymbolEqualityComparer.Default)];
    }
}
