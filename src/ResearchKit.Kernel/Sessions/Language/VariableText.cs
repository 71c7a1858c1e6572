using System.Collections;
using ResearchKit.Display;
using TorchSharp;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Writes the value of a variable in short.</summary>
internal static class VariableText
{
    private const int MaximumLength = 400;

    /// <summary>Writes the type of a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The type as C# writes it.</returns>
    public static string TypeOf(object? value) => TypeNames.Of(value);

    /// <summary>Writes a value where that takes no code of the user: asking for help must change nothing and end soon.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its plain text, shortened; an empty text for other objects, such as records and sequences that are not stored.</returns>
    public static string Of(object? value) =>
        value is null or string or IConvertible or IFormattable or ICollection or IDisplayable or torch.Tensor ? Write(value) : string.Empty;

    /// <summary>Writes a value in a cell that asks for it, by whatever code formats it.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its plain text, shortened; an empty text for a sequence that would have to be computed.</returns>
    public static string InCell(object? value) => value is IEnumerable and not (string or ICollection or IDisplayable) ? string.Empty : Write(value);

    private static string Write(object? value)
    {
        try
        {
            var text = Formatter.Format(value, MimeTypes.Text).Text;
            return text.Length <= MaximumLength ? text : string.Concat(text.AsSpan(0, MaximumLength), " ...");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A running cell may change or free the value at this moment.
            return string.Empty;
        }
    }
}
