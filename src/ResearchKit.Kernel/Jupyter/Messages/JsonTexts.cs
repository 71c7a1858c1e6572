using System.Text.Json;

namespace ResearchKit.Kernel.Jupyter.Messages;

/// <summary>Reads texts of JSON that came from elsewhere.</summary>
internal static class JsonTexts
{
    /// <summary>Reads a text.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text, or null when the value is no text or one with half of a surrogate pair.</returns>
    public static string? AsText(this JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
