using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ResearchKit.Display;

/// <summary>Values as JSON, and JSON values as text.</summary>
internal static class JsonForm
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
    };

    /// <summary>The formatters of JSON values.</summary>
    public static IReadOnlyList<FormatterEntry> Entries { get; } =
    [
        .. EntriesFor<JsonNode>(),
        .. EntriesFor<JsonElement>(),
        .. EntriesFor<JsonDocument>(),
    ];

    /// <summary>Writes any value as JSON.</summary>
    public static string Of(object? value) => JsonSerializer.Serialize(value, Options);

    private static IEnumerable<FormatterEntry> EntriesFor<T>() =>
    [
        FormatterEntry.For<T>(MimeTypes.Html, value => $"<pre>{HtmlText.Escape(Of(value))}</pre>"),
        FormatterEntry.For<T>(MimeTypes.Text, value => Of(value)),
    ];
}
