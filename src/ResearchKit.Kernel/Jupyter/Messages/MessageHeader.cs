using System.Text.Json;

namespace ResearchKit.Kernel.Jupyter.Messages;

/// <summary>Who sent a message and what it is.</summary>
/// <param name="Id">The id of the message, not empty.</param>
/// <param name="Type">The type of the message, for example <c>execute_request</c>.</param>
/// <param name="Session">The session of the sender; empty when it gave none.</param>
internal sealed record MessageHeader(string Id, string Type, string Session)
{
    /// <summary>Reads a header.</summary>
    /// <param name="json">The JSON of the frame.</param>
    /// <returns>The header.</returns>
    /// <exception cref="MalformedMessageException">The id or the type is missing.</exception>
    public static MessageHeader Read(JsonElement json) => new(Text(json, "msg_id", isNeeded: true), Text(json, "msg_type", isNeeded: true), Text(json, "session", isNeeded: false));

    private static string Text(JsonElement json, string name, bool isNeeded)
    {
        if (json.TryGetProperty(name, out var value) && value.AsText() is { Length: > 0 } text)
        {
            return text;
        }

        return isNeeded ? throw new MalformedMessageException($"the header has no {name}.") : string.Empty;
    }
}
