namespace ResearchKit.Display;

/// <summary>Exceptions with their causes and stacks.</summary>
internal static class ExceptionForm
{
    /// <summary>The formatters of exceptions.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        FormatterEntry.For<Exception>(MimeTypes.Html, Html),
        FormatterEntry.For<Exception>(MimeTypes.Text, exception => exception.ToString()),
    ];

    /// <summary>The type and message in one line.</summary>
    public static string Summary(Exception exception) => $"{TypeNames.Of(exception)}: {exception.Message}";

    private static string Html(Exception exception) =>
        $"<details><summary><b>{HtmlText.Escape(Summary(exception))}</b></summary><pre>{HtmlText.Escape(exception.ToString())}</pre></details>";
}
