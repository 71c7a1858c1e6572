using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResearchKit.Display;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>Turns outputs of cells into HTML. Of several forms it takes the richest that is safe.</summary>
/// <param name="needs">What the page gathers.</param>
internal sealed partial class OutputRenderer(PageNeeds needs)
{
    private const int RowHeight = 26;
    private const int MaximumFrameHeight = 600;

    // The default encoder escapes angle brackets, so that the text cannot end the script element around it.
    private static readonly JsonSerializerOptions ScriptSafe = new() { Encoder = JavaScriptEncoder.Default, MaxDepth = 256 };

    /// <summary>Writes an output.</summary>
    /// <param name="output">The output.</param>
    /// <returns>HTML.</returns>
    public string Render(NotebookOutput output) => output switch
    {
        StreamOutput stream => $"<pre class=\"stream {(stream.Name == "stderr" ? "stderr" : "stdout")}\">{HtmlEscape.Text(TerminalText.Plain(stream.Text))}</pre>",
        ErrorOutput error => $"<pre class=\"error\">{HtmlEscape.Text(TextOf(error))}</pre>",
        DataOutput data => Render(data),
        _ => string.Empty,
    };

    /// <summary>The words of an error.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Its traceback, or its name and message when it has none.</returns>
    public static string TextOf(ErrorOutput error) =>
        TerminalText.Plain(error.Traceback.Count > 0 ? string.Join('\n', error.Traceback) : $"{error.Name}: {error.Message}");

    private string Render(DataOutput output)
    {
        var data = output.Data;
        if (data[MimeTypes.Plotly] is JsonObject figure)
        {
            return Figure(figure, output);
        }

        if (Text(data, MimeTypes.Html) is { } html)
        {
            return Frame(html, Text(data, MimeTypes.Text));
        }

        if (Text(data, MimeTypes.Markdown) is { } markdown)
        {
            return $"<div class=\"text\">{new MarkdownRenderer(needs, null).Render(markdown)}</div>";
        }

        if (PictureOf(data) is { } picture)
        {
            return $"<div class=\"picture\">{Image(picture, output)}</div>";
        }

        if (Text(data, MimeTypes.Latex) is { } latex)
        {
            needs.HasMath = true;
            return $"<div class=\"math display\">{HtmlEscape.Text(latex.Trim().Trim('$'))}</div>";
        }

        return Plain(data);
    }

    /// <summary>The picture of an output.</summary>
    /// <param name="data">The forms of the output.</param>
    /// <returns>The picture, or null when it has none.</returns>
    public static Picture? PictureOf(JsonObject data) =>
        PictureTypes.MimeTypes.Select(type => Text(data, type) is { } text ? PictureTypes.Read(type, text) : null).FirstOrDefault(picture => picture is not null);

    /// <summary>A form of an output that is text.</summary>
    /// <param name="data">The forms of the output.</param>
    /// <param name="mimeType">The form.</param>
    /// <returns>The text, or null when the output does not have this form.</returns>
    public static string? Text(JsonObject data, string mimeType) =>
        data[mimeType] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private string Plain(JsonObject data)
    {
        if (Text(data, MimeTypes.Text) is { } text)
        {
            return $"<pre class=\"value\">{HtmlEscape.Text(TerminalText.Plain(text))}</pre>";
        }

        var shown = data.FirstOrDefault(pair => MimeTypes.IsJson(pair.Key) && pair.Key != MimeTypes.Claims).Value;
        if (shown is not null)
        {
            return $"<pre class=\"value\">{HtmlEscape.Text(shown.ToJsonString(ScriptSafe))}</pre>";
        }

        if (data.Count > 0)
        {
            needs.Remarks.Add($"An output of type {string.Join(", ", data.Select(pair => pair.Key))} has no form that a page can show without running it.");
        }

        return data.Count == 0 ? string.Empty : $"<p class=\"note\">An output of type {HtmlEscape.Text(string.Join(", ", data.Select(pair => pair.Key)))} is not shown: it would have to be run.</p>";
    }

    private string Figure(JsonObject figure, DataOutput output)
    {
        needs.HasFigure = true;
        var picture = PictureOf(output.Data);
        var summary = Text(output.Data, MimeTypes.Text) ?? "A figure";
        var still = picture is null ? $"<p class=\"still note\">{HtmlEscape.Text(summary)}</p>" : Image(picture, output, "still");
        return $"<figure class=\"plot\">{still}<script type=\"application/json\">{figure.ToJsonString(ScriptSafe)}</script></figure>";
    }

    private static string Image(Picture picture, DataOutput output, string? name = null)
    {
        var size = new StringBuilder();
        if (output.Metadata[picture.MimeType] is JsonObject metadata)
        {
            foreach (var side in (string[])["width", "height"])
            {
                if (metadata[side] is JsonValue value && value.TryGetValue<double>(out var pixels) && pixels is > 0 and < 10_000)
                {
                    size.Append(CultureInfo.InvariantCulture, $" {side}=\"{pixels:0}\"");
                }
            }
        }

        var style = name is null ? string.Empty : $" class=\"{name}\"";
        return $"<img{style} alt=\"{HtmlEscape.Text(Text(output.Data, MimeTypes.Text))}\"{size} src=\"{picture.DataUrl}\">";
    }

    // A page of its own, in which nothing runs; the page around it may only measure it. The policy stops what it would fetch, but a browser connects to
    // where these elements lead before it asks the policy, so they become text.
    private static string Frame(string html, string? summary)
    {
        var height = Math.Min(MaximumFrameHeight, RowHeight * (2 + Rows().Count(html)));
        const string Style = "<!doctype html><meta charset=\"utf-8\"><style>body{margin:4px;font:14px/1.45 system-ui,sans-serif;color:#222;background:#fff}"
            + "table{border-collapse:collapse}td,th{padding:3px 8px;border-bottom:1px solid #ddd;text-align:left}</style>";
        return FormattableString.Invariant($"<iframe class=\"html\" sandbox=\"allow-same-origin\" title=\"{HtmlEscape.Text(Short(summary))}\" height=\"{height}\" srcdoc=\"{HtmlEscape.Text(Style + Outgoing().Replace(html, "&lt;"))}\"></iframe>");
    }

    private static string Short(string? summary) => summary is null ? "Output" : summary.Length <= 200 ? summary : summary[..200];

    [GeneratedRegex("<(?=(meta|link|base|iframe|frame|frameset|object|embed|applet|form|portal|fencedframe)\\b)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Outgoing();

    [GeneratedRegex("<(tr|br|p|li|div|h[1-6]|pre)[ >/]|\n", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rows();
}
