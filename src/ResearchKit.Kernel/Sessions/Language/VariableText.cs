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

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>
    /// Its plain text, shortened; an empty text for an object whose text would have to be computed by code of the user, such as a sequence
    /// that is not stored, since asking for help must change nothing and end soon.
    /// </returns>
    public static string Of(object? value)
    {
        if (value is not (null or string or IConvertible or IFormattable or ICollection or IDisplayable or torch.Tensor))
        {
            return string.Empty;
        }

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
