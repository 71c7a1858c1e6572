using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel.Parameters;

/// <summary>A type that a parameter can have: how a value is read from text and written as C#.</summary>
/// <param name="Name">The C# keyword of the type, or of the elements of an array.</param>
/// <param name="IsArray">Whether it is an array.</param>
/// <param name="IsNullable">Whether it was declared with a question mark.</param>
internal sealed record ParameterType(string Name, bool IsArray = false, bool IsNullable = false)
{
    /// <summary>The element types, by keyword.</summary>
    public static IReadOnlyList<string> Names { get; } = ["bool", "string", "int", "long", "uint", "ulong", "float", "double", "decimal"];

    private string Expected => Name switch
    {
        "bool" => "true or false",
        "string" => "a text",
        "float" or "double" or "decimal" => "a number such as 0.5 or 1e-3",
        _ => $"a whole number that fits {Name}",
    };

    /// <summary>Writes a value given as text as a C# expression of this type.</summary>
    /// <param name="parameter">The name of the parameter, for messages.</param>
    /// <param name="text">The value; an array is <c>1,2,3</c> or a JSON array.</param>
    /// <returns>The expression.</returns>
    /// <exception cref="NotebookParameterException">The text is not a value of this type.</exception>
    public string ToLiteral(string parameter, string text)
    {
        if (IsNullable && text.Trim() == "null")
        {
            return "null";
        }

        return IsArray
            ? $"new {Name}[] {{ {string.Join(", ", Elements(parameter, text).Select(element => Element(parameter, element)))} }}".Replace("{  }", "{ }", StringComparison.Ordinal)
            : Element(parameter, text);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{(IsArray ? "[]" : string.Empty)}{(IsNullable ? "?" : string.Empty)}";

    private static List<string> Elements(string parameter, string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return [];
        }

        if (trimmed[0] != '[')
        {
            return [.. trimmed.Split(',').Select(element => element.Trim())];
        }

        try
        {
            using var json = JsonDocument.Parse(trimmed);
            return [.. json.RootElement.EnumerateArray().Select(element => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText())];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // People also write ['a', b] and [a, b]; the brackets alone decide.
            return trimmed[^1] == ']'
                ? [.. trimmed[1..^1].Split(',').Select(element => element.Trim().Trim('\'', '"')).Where(element => element.Length > 0)]
                : throw new NotebookParameterException($"Parameter '{parameter}': '{text}' is not a list; expected 1,2,3 or [1, 2, 3].", exception);
        }
    }

    private string Element(string parameter, string text)
    {
        const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        const NumberStyles Real = Whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var invariant = CultureInfo.InvariantCulture;
        var digits = text.Replace("_", string.Empty, StringComparison.Ordinal);
        var literal = Name switch
        {
            "string" => SymbolDisplay.FormatLiteral(text, quote: true),
            "bool" => bool.TryParse(text.Trim(), out var value) ? (value ? "true" : "false") : null,
            "int" => int.TryParse(digits, Whole, invariant, out var value) ? value.ToString(invariant) : null,
            "long" => long.TryParse(digits, Whole, invariant, out var value) ? value.ToString(invariant) + "L" : null,
            "uint" => uint.TryParse(digits, Whole, invariant, out var value) ? value.ToString(invariant) + "U" : null,
            "ulong" => ulong.TryParse(digits, Whole, invariant, out var value) ? value.ToString(invariant) + "UL" : null,
            "float" => float.TryParse(digits, Real, invariant, out var value) && float.IsFinite(value) ? value.ToString("R", invariant) + "f" : null,
            "double" => double.TryParse(digits, Real, invariant, out var value) && double.IsFinite(value) ? value.ToString("R", invariant) + "d" : null,
            "decimal" => decimal.TryParse(digits, Real, invariant, out var value) ? value.ToString(invariant) + "m" : null,
            _ => throw new InvalidOperationException($"'{Name}' is not a parameter type."),
        };
        return literal ?? throw new NotebookParameterException($"Parameter '{parameter}': '{text}' is not {Expected} (its type in the notebook is {this}).");
    }
}
