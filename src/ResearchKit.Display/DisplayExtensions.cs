namespace ResearchKit.Display;

/// <summary><c>value.Display()</c> and its relatives, under the names C# notebooks use.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value now.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The MIME types to show it in; none means what suits its type.</param>
    /// <returns>A handle by which the display can be updated.</returns>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => Displays.display(value, mimeTypes);

    /// <summary>Shows records as a table: a column for each public property.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <param name="records">The records.</param>
    /// <returns>A handle by which the display can be updated.</returns>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> records) => Displays.display(Table.From(records));

    /// <summary>Shows a text that already is of some MIME type.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mimeType">Its MIME type, for example <c>text/markdown</c>.</param>
    /// <returns>A handle by which the display can be updated.</returns>
    public static DisplayedValue DisplayAs(this string text, string mimeType)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Displays.display(new FormattedText(text, mimeType));
    }

    /// <summary>Gives the text that <see cref="Display"/> would show for one MIME type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeType">The MIME type.</param>
    /// <returns>The text.</returns>
    /// <exception cref="NotSupportedException">No formatter makes that MIME type for that value.</exception>
    public static string ToDisplayString(this object? value, string mimeType = MimeTypes.Text)
    {
        var bundle = Formatter.Format(value, mimeType);
        return bundle.Data.TryGetValue(mimeType, out var text)
            ? text
            : throw new NotSupportedException(
                $"A value of type {TypeNames.Of(value)} has no form in '{mimeType}'; register one with Formatter.Register.");
    }
}
