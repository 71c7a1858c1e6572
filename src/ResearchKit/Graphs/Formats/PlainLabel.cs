namespace ResearchKit.Graphs;

/// <summary>Labels in formats that have room for one word or line and nothing else.</summary>
internal static class PlainLabel
{
    /// <summary>The text of a label that is nothing or plain.</summary>
    public static string TextOf(GraphLabel label)
    {
        if (label.Attributes.Count == 0)
        {
            return string.Empty;
        }

        var text = label.Attributes is [{ Key: GraphLabel.DefaultName, Value.Kind: AttributeKind.Text } only] ? only.Value.Text : null;
        return text is not null && text.Length > 0 && text.Trim() == text && !text.AsSpan().ContainsAny('\r', '\n')
            ? text
            : throw new ArgumentException($"The label {{{label}}} is more than one plain text, which this format cannot hold; write JSON or GraphML instead.", nameof(label));
    }

    /// <summary>A blank and the text, or nothing.</summary>
    public static string Suffix(GraphLabel label) => TextOf(label) is { Length: > 0 } text ? " " + text : string.Empty;
}
