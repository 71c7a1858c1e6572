using System.Text;
using ResearchKit.Kernel.Export.Html;

namespace ResearchKit.Kernel.Export.Gallery;

/// <summary>Writes an index page over the runs of a results folder, and exports their notebooks beside it.</summary>
public static class GalleryWriter
{
    private const string Index = "index.html";

    /// <summary>Writes the gallery.</summary>
    /// <param name="results">The results folder, as <c>researchkit run</c> writes it: NAME/PROFILE.ipynb and NAME/PROFILE.json.</param>
    /// <param name="output">The folder to write to; it is created when missing.</param>
    /// <param name="pictureFolder">The folder below which pictures that the text of notebooks names are looked for, or null for that of each executed notebook.</param>
    /// <param name="libraries">The scripts that pages carry, or null for those this machine has.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no results folder.</exception>
    /// <exception cref="InvalidDataException">There are no runs in it, or a results file cannot be understood.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static GalleryResult Write(string results, string output, string? pictureFolder = null, PageLibraries? libraries = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(results);
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (!Directory.Exists(results))
        {
            throw new DirectoryNotFoundException($"there is no folder {Path.GetFullPath(results)}; 'researchkit run --all --out {results}' writes it");
        }

        var runs = GalleryRun.FindAll(results);
        if (runs.Count == 0)
        {
            throw new InvalidDataException($"{Path.GetFullPath(results)} holds no run; expected NAME/PROFILE.ipynb and NAME/PROFILE.json, as 'researchkit run' writes them");
        }

        libraries ??= PageLibraries.Find();
        // A notebook that cannot be read is left out: the others are worth a gallery all the same.
        var remarks = runs.Select(run => run.Problem).OfType<string>().ToList();
        var pages = new Dictionary<GalleryRun, string>();
        foreach (var run in runs.Where(run => run.Notebook is not null))
        {
            var page = $"{run.Name}-{run.Profile}.html";
            var exported = NotebookExporter.Export(run.NotebookPath!, new ExportOptions { OutputPath = Path.Combine(output, page), PictureFolder = pictureFolder, Libraries = libraries });
            remarks.AddRange(exported.Remarks);
            pages[run] = page;
        }

        var index = WriteIndex(runs, pages, output, libraries, remarks);
        return new GalleryResult(index, [.. pages.Values.Select(page => Path.GetFullPath(Path.Combine(output, page)))], [.. remarks.Distinct(StringComparer.Ordinal)]);
    }

    private static string WriteIndex(
        IReadOnlyList<GalleryRun> runs,
        Dictionary<GalleryRun, string> pages,
        string output,
        PageLibraries libraries,
        List<string> remarks)
    {
        var needs = new PageNeeds(new PictureFinder(output));
        var body = new StringBuilder("<h1>Notebooks</h1>\n").Append(Totals(runs)).Append("<div class=\"cards\">\n");
        foreach (var group in runs.GroupBy(run => run.Name, StringComparer.Ordinal))
        {
            GalleryRun[] ofOne = [.. group];
            body.Append(GalleryCard.Write(ofOne, pages, needs));
        }

        var path = Path.GetFullPath(Path.Combine(output, Index));
        AtomicFile.Write(path, HtmlPage.Write("ResearchKit notebooks", body.Append("</div>\n").ToString(), needs, libraries, "gallery"));
        remarks.AddRange(needs.Remarks);
        return path;
    }

    private static string Totals(IReadOnlyList<GalleryRun> runs)
    {
        var shown = runs.GroupBy(run => run.Name, StringComparer.Ordinal).Select(group => group.First()).ToArray();
        var claims = shown.SelectMany(run => run.Claims).ToArray();
        return FormattableString.Invariant(
            $"<p class=\"facts\">{shown.Length} notebooks, {claims.Length} claims of papers checked against what was measured: {claims.Count(claim => claim.Holds == true)} held, {claims.Count(claim => claim.Holds == false)} not held, {claims.Count(claim => claim.Holds is null)} unchecked.</p>\n");
    }
}
