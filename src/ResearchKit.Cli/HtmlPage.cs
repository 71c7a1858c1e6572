using System.Net;
using System.Text;

namespace ResearchKit.Cli;

/// <summary>Writes a page that stands alone.</summary>
internal static class HtmlPage
{
    /// <summary>Writes a page with a title and pieces of HTML, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">The title; escaped.</param>
    /// <param name="content">Pieces of HTML, as displays make them.</param>
    public static void Write(string path, string title, params IEnumerable<string> content) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(title)}</title></head><body>{string.Join(Environment.NewLine, content)}</body></html>"));
}
