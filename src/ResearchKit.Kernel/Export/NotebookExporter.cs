using System.Text;
using ResearchKit.Kernel.Export.Html;
using ResearchKit.Kernel.Export.Markdown;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Export;

/// <summary>Exports notebooks with the outputs that they hold; nothing is run.</summary>
/// <remarks>
/// Notebooks may come from anybody. In HTML, Markdown keeps a few harmless tags; HTML outputs stand in frames in which nothing runs; a policy in the page lets
/// no script run but the page's own, and nothing be fetched. JavaScript outputs are not carried along.
/// </remarks>
public static class NotebookExporter
{
    /// <summary>Exports a notebook.</summary>
    /// <param name="path">The notebook.</param>
    /// <param name="options">How, or null for HTML beside the notebook.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="NotebookFormatException">The file is not a notebook.</exception>
    /// <exception cref="IOException">A file cannot be read or written; a page that was there is kept.</exception>
    public static ExportResult Export(string path, ExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ExportOptions();
        var notebook = Notebook.Read(path);
        var extension = options.Format == ExportFormat.Html ? ".html" : ".md";
        var output = Path.GetFullPath(options.OutputPath ?? Path.ChangeExtension(path, extension));
        if (string.Equals(output, Path.GetFullPath(path), StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException($"{path} would be overwritten by its own export; expected another file to write to");
        }

        var pictures = new PictureFinder(options.PictureFolder ?? Path.GetDirectoryName(Path.GetFullPath(path))!);
        return options.Format == ExportFormat.Html
            ? WriteHtml(notebook, Path.GetFileNameWithoutExtension(path), output, pictures, options.Libraries ?? PageLibraries.Find())
            : new MarkdownExport(notebook, output, pictures).Write();
    }

    private static ExportResult WriteHtml(Notebook notebook, string name, string output, PictureFinder pictures, PageLibraries libraries)
    {
        var needs = new PageNeeds(pictures);
        var cells = new CellRenderer(needs, notebook.Language);
        var body = new StringBuilder();
        foreach (var cell in notebook.Cells)
        {
            body.Append(cells.Render(cell));
        }

        var page = HtmlPage.Write(NotebookTitle.Of(notebook, name).Title, body.ToString(), needs, libraries, "notebook");
        AtomicFile.Write(output, page);
        return new ExportResult(output, [], needs.Remarks);
    }
}
