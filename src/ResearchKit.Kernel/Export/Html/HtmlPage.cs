using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>Puts the parts of a page together: styles, scripts, and the policy that lets no other script run and nothing be fetched.</summary>
internal static class HtmlPage
{
    // The browser compares each inline script with these sums; a script that a notebook brings along has none.
    private const string Policy = "default-src 'none'; script-src SUMS; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'";

    private static readonly string PageStyle = Resource("page.css");
    private static readonly string PageScript = PageLibraries.Script(Resource("page.js"));

    /// <summary>Writes a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">What stands in <c>main</c>, as HTML.</param>
    /// <param name="needs">What the body asks for.</param>
    /// <param name="libraries">The scripts.</param>
    /// <param name="kind">The class of the body: <c>notebook</c> or <c>gallery</c>.</param>
    /// <returns>UTF-8 bytes.</returns>
    public static byte[] Write(string title, string body, PageNeeds needs, PageLibraries libraries, string kind)
    {
        var katex = needs.HasMath ? libraries.Katex : null;
        var plotly = needs.HasFigure ? libraries.Plotly : null;
        Explain(needs, katex, plotly);
        string[] scripts = [.. new[] { katex, plotly, PageScript }.OfType<string>()];
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy.Replace("SUMS", string.Join(' ', scripts.Select(Sum)), StringComparison.Ordinal)).Append("\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        page.Append("<link rel=\"icon\" href=\"data:,\">\n");
        page.Append("<title>").Append(HtmlEscape.Text(title)).Append("</title>\n<style>");
        page.Append(katex is null ? string.Empty : libraries.KatexStyle).Append(PageStyle).Append("</style>\n</head>\n");
        page.Append("<body class=\"").Append(kind).Append("\">\n<button type=\"button\" class=\"theme\" hidden>Dark</button>\n");
        page.Append(Contents(needs)).Append("<main>\n").Append(body).Append("</main>\n");
        foreach (var script in scripts)
        {
            page.Append("<script>").Append(script).Append("</script>\n");
        }

        return Encoding.UTF8.GetBytes(page.Append("</body>\n</html>\n").ToString());
    }

    private static void Explain(PageNeeds needs, string? katex, string? plotly)
    {
        if (needs.HasMath && katex is null)
        {
            needs.Remarks.Add($"Formulas are shown as TeX: KaTeX was not found. Run eng/fetch-katex.sh (it needs npm) or set {PageLibraries.KatexVariable} to its folder.");
        }

        if (needs.HasFigure && plotly is null)
        {
            needs.Remarks.Add($"Figures are shown as pictures: plotly.min.js was not found. Run eng/fetch-plotly.sh (it needs npm) or set {ResearchKit.Display.FigureSetup.PlotlyVariable} to its path.");
        }
    }

    private static string Contents(PageNeeds needs)
    {
        var headings = needs.Headings.Where(heading => heading.Level <= 3 && heading.Text.Length > 0).ToArray();
        if (headings.Length < 2)
        {
            return string.Empty;
        }

        var list = new StringBuilder("<nav class=\"contents\" aria-label=\"Contents\"><details open><summary>Contents</summary><ul>\n");
        foreach (var heading in headings)
        {
            list.Append(System.Globalization.CultureInfo.InvariantCulture, $"<li class=\"level-{heading.Level}\"><a href=\"#{HtmlEscape.Text(Uri.EscapeDataString(heading.Id))}\">{HtmlEscape.Text(heading.Text)}</a></li>\n");
        }

        return list.Append("</ul></details></nav>\n").ToString();
    }

    private static string Sum(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not part of this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
