namespace ResearchKit.Kernel.Export;

/// <summary>The kinds of picture that pages carry. As the source of an image none of them runs a script.</summary>
internal static class PictureTypes
{
    private static readonly (string MimeType, string Extension)[] All =
    [
        ("image/png", ".png"), ("image/svg+xml", ".svg"), ("image/jpeg", ".jpg"), ("image/jpeg", ".jpeg"), ("image/gif", ".gif"), ("image/webp", ".webp"),
    ];

    /// <summary>The MIME types, the one that is drawn best first.</summary>
    public static IEnumerable<string> MimeTypes => All.Select(type => type.MimeType).Distinct();

    /// <summary>The kind of a file by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The MIME type, or null when it is no picture.</returns>
    public static string? OfFile(string name) =>
        All.FirstOrDefault(type => name.EndsWith(type.Extension, StringComparison.OrdinalIgnoreCase)).MimeType;

    /// <summary>The ending for files of a MIME type.</summary>
    /// <param name="mimeType">The MIME type.</param>
    /// <returns>The ending with its dot.</returns>
    public static string ExtensionOf(string mimeType) => All.First(type => type.MimeType == mimeType).Extension;

    /// <summary>Reads a picture as a notebook stores it.</summary>
    /// <param name="mimeType">Its type.</param>
    /// <param name="text">Base64, or the text of an SVG.</param>
    /// <returns>The picture, or null when the type is unknown or the text is not base64.</returns>
    public static Picture? Read(string mimeType, string text)
    {
        if (!All.Any(type => type.MimeType == mimeType))
        {
            return null;
        }

        if (mimeType == "image/svg+xml" && text.AsSpan().TrimStart().StartsWith("<"))
        {
            return new Picture(mimeType, System.Text.Encoding.UTF8.GetBytes(text));
        }

        try
        {
            return new Picture(mimeType, Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
