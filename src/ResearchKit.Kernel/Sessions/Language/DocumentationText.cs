using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ResearchKit.Kernel.Sessions;

/// <summary>A documentation comment without its XML: paragraphs in which names stand between backticks.</summary>
/// <param name="Summary">What it is.</param>
/// <param name="Parameters">Names and descriptions, type parameters included.</param>
/// <param name="Returns">What comes back.</param>
/// <param name="Exceptions">Types of exceptions and when they are thrown.</param>
/// <param name="Remarks">What else there is to say.</param>
internal sealed partial record DocumentationText(
    string Summary,
    IReadOnlyList<(string Name, string Text)> Parameters,
    string Returns,
    IReadOnlyList<(string Name, string Text)> Exceptions,
    string Remarks)
{
    /// <summary>No documentation.</summary>
    public static DocumentationText None { get; } = new(string.Empty, [], string.Empty, [], string.Empty);

    /// <summary>Reads a documentation comment.</summary>
    /// <param name="xml">The comment as the compiler gives it, or nothing.</param>
    /// <returns>Its text; <see cref="None"/> when it is empty or no XML.</returns>
    public static DocumentationText Read(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml))
        {
            return None;
        }

        try
        {
            // Some sources give the element of the member, others only what is in it. External entities are off by default.
            var root = XElement.Parse($"<doc>{xml}</doc>", LoadOptions.PreserveWhitespace);
            return new DocumentationText(
                Text(root.Descendants("summary").FirstOrDefault()),
                [.. root.Descendants("typeparam").Concat(root.Descendants("param")).Select(element => (element.Attribute("name")?.Value ?? string.Empty, Text(element)))],
                Text(root.Descendants("returns").FirstOrDefault() ?? root.Descendants("value").FirstOrDefault()),
                [.. root.Descendants("exception").Select(element => (NameOf(element.Attribute("cref")?.Value), Text(element)))],
                Text(root.Descendants("remarks").FirstOrDefault()));
        }
        catch (XmlException)
        {
            return None;
        }
    }

    private static string Text(XElement? element)
    {
        if (element is null)
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        Append(text, element);
        var paragraphs = text.ToString().Split("\n\n").Select(paragraph => Space().Replace(paragraph, " ").Trim()).Where(paragraph => paragraph.Length > 0);
        return string.Join("\n\n", paragraphs);
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value.ReplaceLineEndings(" "));
                    break;
                case XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" or "c" or "code" } code:
                    text.Append('`').Append(Named(code)).Append('`');
                    break;
                case XElement { Name.LocalName: "para" or "item" or "list" or "br" } block:
                    text.Append("\n\n");
                    Append(text, block);
                    text.Append("\n\n");
                    break;
                case XElement other:
                    Append(text, other);
                    break;
                default:
                    break;
            }
        }
    }

    private static string Named(XElement element)
    {
        if (element.Value.Trim() is { Length: > 0 } words)
        {
            return words.Replace('`', '\'').ReplaceLineEndings(" ");
        }

        return element.Attribute("name")?.Value ?? element.Attribute("langword")?.Value ?? element.Attribute("href")?.Value ?? NameOf(element.Attribute("cref")?.Value);
    }

    // M:System.Collections.Generic.List`1.Add(`0) is Add to a reader, in its type: List.Add.
    private static string NameOf(string? reference)
    {
        if (string.IsNullOrEmpty(reference))
        {
            return string.Empty;
        }

        var name = reference.Split('(')[0];
        var kind = name.Length > 2 && name[1] == ':' ? name[0] : 'T';
        var parts = Arity().Replace(name.Length > 2 && name[1] == ':' ? name[2..] : name, string.Empty).Split('.');
        return kind is 'T' or 'N' || parts.Length < 2 ? parts[^1] : parts[^1].StartsWith('#') ? parts[^2] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
