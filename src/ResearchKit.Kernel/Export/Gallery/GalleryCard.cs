using System.Globalization;
using System.Text;
using ResearchKit.Kernel.Export.Html;

namespace ResearchKit.Kernel.Export.Gallery;

/// <summary>Writes the card of one notebook.</summary>
internal static class GalleryCard
{
    /// <summary>Writes a card.</summary>
    /// <param name="runs">The runs of the notebook that have a page or a notebook, the one to show first.</param>
    /// <param name="pages">The names of the exported pages, by run.</param>
    /// <param name="needs">What the page gathers.</param>
    /// <returns>HTML.</returns>
    public static string Write(IReadOnlyList<GalleryRun> runs, IReadOnlyDictionary<GalleryRun, string> pages, PageNeeds needs)
    {
        var run = runs[0];
        var notebook = run.Notebook;
        var title = notebook is null ? new NotebookTitle(run.Name, null) : NotebookTitle.Of(notebook, run.Name);
        var html = new StringBuilder("<article class=\"card\">");
        if (notebook is not null && MainFigure.Of(notebook) is var (picture, text))
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"picture\"><img alt=\"{HtmlEscape.Text(text)}\" src=\"{picture.DataUrl}\"></div>");
        }

        html.Append("<div class=\"words\"><h2>").Append(Link(pages, run, title.Title)).Append("</h2>");
        if (title.Question is { } question)
        {
            html.Append("<div class=\"question\">").Append(new MarkdownRenderer(needs, null).Render(question)).Append("</div>");
        }

        html.Append(Verdict(run)).Append(FailedClaims(run)).Append(Facts(runs, pages));
        return html.Append("</div></article>\n").ToString();
    }

    private static string Link(IReadOnlyDictionary<GalleryRun, string> pages, GalleryRun run, string text) =>
        pages.TryGetValue(run, out var page) ? $"<a href=\"{HtmlEscape.Text(Uri.EscapeDataString(page))}\">{HtmlEscape.Text(text)}</a>" : HtmlEscape.Text(text);

    private static string Verdict(GalleryRun run)
    {
        if (!run.IsFinished)
        {
            return "<p class=\"verdict bad\">The run did not reach its end.</p>";
        }

        var (hold, fail, open) = (run.Claims.Count(claim => claim.Holds == true), run.Claims.Count(claim => claim.Holds == false), run.Claims.Count(claim => claim.Holds is null));
        return run.Claims.Count == 0
            ? "<p class=\"facts\">No claims.</p>"
            : FormattableString.Invariant($"<p class=\"verdict {(fail > 0 ? "bad" : "good")}\">Claims: {hold} held, {fail} not held, {open} unchecked</p>");
    }

    private static string FailedClaims(GalleryRun run)
    {
        var failed = run.Claims.Where(claim => claim.Holds == false).ToArray();
        return failed.Length == 0
            ? string.Empty
            : $"<ul class=\"failed-claims\">{string.Concat(failed.Select(claim => $"<li>{HtmlEscape.Text(claim.Id)}: {HtmlEscape.Text(claim.Statement)}</li>"))}</ul>";
    }

    private static string Facts(IReadOnlyList<GalleryRun> runs, IReadOnlyDictionary<GalleryRun, string> pages)
    {
        var run = runs[0];
        var facts = new List<string> { $"Profile {HtmlEscape.Text(run.Profile)}" };
        if (run.Seconds is { } seconds)
        {
            facts.Add(seconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"ran in {seconds:0.#} s") : string.Create(CultureInfo.InvariantCulture, $"ran in {seconds / 60:0.#} min"));
        }

        if (runs.Count > 1)
        {
            facts.Add("other runs: " + string.Join(", ", runs.Skip(1).Select(other => Link(pages, other, other.Profile))));
        }

        return $"<p class=\"facts\">{string.Join(" · ", facts)}</p>";
    }
}
