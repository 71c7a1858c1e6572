using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel.Parameters;

/// <summary>Reads the parameters that the code of a cell declares: its top-level variables.</summary>
internal static class ParameterDeclarations
{
    /// <summary>Finds the parameters.</summary>
    /// <param name="code">The code of the cell tagged <c>parameters</c>.</param>
    /// <returns>The parameters in order of declaration; a variable without a default is none.</returns>
    public static IReadOnlyList<DeclaredParameter> Find(string code)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
        var root = CSharpSyntaxTree.ParseText(code, options).GetCompilationUnitRoot();
        var found = new List<DeclaredParameter>();
        foreach (var member in root.Members)
        {
            var (declaration, modifiers) = member switch
            {
                FieldDeclarationSyntax field => (field.Declaration, field.Modifiers),
                GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } => (local.Declaration, local.Modifiers),
                _ => (null, default),
            };
            foreach (var variable in declaration?.Variables ?? [])
            {
                if (variable.Initializer is not null)
                {
                    var type = TypeOf(declaration!.Type, variable.Initializer.Value);
                    var isConstant = modifiers.Any(SyntaxKind.ConstKeyword);
                    found.Add(new DeclaredParameter(variable.Identifier.ValueText, type, variable.Initializer.Value.ToString(), isConstant));
                }
            }
        }

        return found;
    }

    private static ParameterType? TypeOf(TypeSyntax declared, ExpressionSyntax value) =>
        declared is IdentifierNameSyntax { Identifier.ValueText: "var" } ? Infer(value) : Named(declared);

    private static ParameterType? Named(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => Named(nullable.ElementType) is { } inner ? inner with { IsNullable = true } : null,
        ArrayTypeSyntax { RankSpecifiers: [{ Rank: 1 }] } array => Named(array.ElementType) is { IsArray: false, IsNullable: false } element
            ? element with { IsArray = true }
            : null,
        PredefinedTypeSyntax predefined when ParameterType.Names.Contains(predefined.Keyword.ValueText) => new ParameterType(predefined.Keyword.ValueText),
        _ => null,
    };

    private static ParameterType? Infer(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax literal => OfValue(literal.Token.Value),
        ParenthesizedExpressionSyntax parenthesised => Infer(parenthesised.Expression),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.UnaryPlusExpression } signed => Infer(signed.Operand),
        CastExpressionSyntax cast => Named(cast.Type),
        ArrayCreationExpressionSyntax array => Named(array.Type),
        ImplicitArrayCreationExpressionSyntax array => OfElements(array.Initializer.Expressions),
        InterpolatedStringExpressionSyntax => new ParameterType("string"),
        _ => null,
    };

    private static ParameterType? OfElements(IEnumerable<ExpressionSyntax> elements)
    {
        // The best common type of numbers is the last of them in the order of ParameterType.Names; other kinds do not mix.
        var types = elements.Select(Infer).Distinct().ToList();
        if (types.Count == 0 || types.Any(type => type is null or { IsArray: true } or { IsNullable: true }))
        {
            return null;
        }

        if (types.Count > 1 && types.Any(type => type!.Name is "bool" or "string" or "decimal" or "uint" or "ulong"))
        {
            return null;
        }

        return types.MaxBy(type => ParameterType.Names.ToList().IndexOf(type!.Name))! with { IsArray = true };
    }

    private static ParameterType? OfValue(object? value) => value switch
    {
        bool => new ParameterType("bool"),
        string => new ParameterType("string"),
        int => new ParameterType("int"),
        long => new ParameterType("long"),
        uint => new ParameterType("uint"),
        ulong => new ParameterType("ulong"),
        float => new ParameterType("float"),
        double => new ParameterType("double"),
        decimal => new ParameterType("decimal"),
        _ => null,
    };
}
