namespace ResearchKit.Kernel.Export.Html;

/// <summary>Tells which links an exported page may have.</summary>
internal static class LinkTarget
{
    private static readonly string[] Schemes = ["http", "https", "mailto"];

    /// <summary>Whether a link leads to a place in the page, to the web or to a mail address; files of this machine do not travel with the page.</summary>
    /// <param name="url">The link.</param>
    /// <returns>Whether it may be a link.</returns>
    public static bool IsAllowed(string url) =>
        url.StartsWith('#') || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme, StringComparer.OrdinalIgnoreCase) && !url.StartsWith('/'));
}
