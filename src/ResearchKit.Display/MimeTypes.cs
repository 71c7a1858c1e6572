namespace ResearchKit.Display;

/// <summary>The MIME types that displays of the kit carry.</summary>
public static class MimeTypes
{
    /// <summary>Plain text, the form that every display carries last.</summary>
    public const string Text = "text/plain";

    /// <summary>HTML.</summary>
    public const string Html = "text/html";

    /// <summary>Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>LaTeX.</summary>
    public const string Latex = "text/latex";

    /// <summary>Comma separated values.</summary>
    public const string Csv = "text/csv";

    /// <summary>JavaScript, run by a trusted notebook.</summary>
    public const string JavaScript = "application/javascript";

    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>A PNG picture, as base64 text.</summary>
    public const string Png = "image/png";

    /// <summary>An SVG picture.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>A Plotly figure as JSON.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>The claims of a notebook as a JSON array.</summary>
    public const string Claims = "application/vnd.researchkit.claims+json";

    /// <summary>Tells whether data of a MIME type is JSON and so goes into a message or a notebook as a value rather than as a string.</summary>
    /// <param name="mimeType">The MIME type.</param>
    /// <returns>True for <c>application/json</c> and for every type that ends in <c>+json</c>.</returns>
    public static bool IsJson(string mimeType)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        return mimeType == Json || mimeType.EndsWith("+json", StringComparison.Ordinal);
    }
}
