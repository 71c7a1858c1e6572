using System.Text.Json;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Reads values from the content of a request.</summary>
internal static class RequestContent
{
    /// <summary>Reads a text.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">The name of the value.</param>
    /// <param name="missing">What an absent value means; null when it must be there.</param>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidRequestException">It is no text, or is absent and must be there.</exception>
    public static string Text(this JsonElement content, string name, string? missing = null) => Find(content, name) switch
    {
        { } value when value.AsText() is { } text => text,
        { } value => throw new InvalidRequestException($"{name} is {Shorten(value)}; expected a text."),
        null => missing ?? throw new InvalidRequestException($"{name} is missing; expected a text."),
    };

    /// <summary>Reads a whole number.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">The name of the value.</param>
    /// <param name="missing">What an absent value means.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidRequestException">It is no whole number of 32 bits.</exception>
    public static int Number(this JsonElement content, string name, int missing) => Find(content, name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        { } value => throw new InvalidRequestException($"{name} is {Shorten(value)}; expected a whole number."),
        null => missing,
    };

    /// <summary>Reads a truth value.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">The name of the value.</param>
    /// <param name="missing">What an absent value means.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidRequestException">It is neither true nor false.</exception>
    public static bool Flag(this JsonElement content, string name, bool missing) => Find(content, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw new InvalidRequestException($"{name} is {Shorten(value)}; expected true or false."),
        null => missing,
    };

    /// <summary>Reads an object of texts.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">The name of the value.</param>
    /// <returns>Its entries in order; none when it is absent.</returns>
    /// <exception cref="InvalidRequestException">It is no object of texts.</exception>
    public static IReadOnlyList<(string Key, string Value)> Texts(this JsonElement content, string name) => Find(content, name) switch
    {
        { ValueKind: JsonValueKind.Object } value => [.. value.EnumerateObject().Select(Entry)],
        { } value => throw new InvalidRequestException($"{name} is {Shorten(value)}; expected an object."),
        null => [],
    };

    private static (string Key, string Value) Entry(JsonProperty entry) => entry.Value.AsText() is { } text
        ? (entry.Name, text)
        : throw new InvalidRequestException($"{entry.Name} is {Shorten(entry.Value)}; expected a text.");

    // Front ends write null for what they leave out.
    private static JsonElement? Find(JsonElement content, string name) =>
        content.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Shorten(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "...";
    }
}
