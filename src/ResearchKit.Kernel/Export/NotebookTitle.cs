using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ResearchKit.Kernel.Export.Html;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Export;

/// <summary>The title and the question of a notebook, as its first text cell says them.</summary>
/// <param name="Title">The first heading, or the name of the file.</param>
/// <param name="Question">The first paragraph, for example the one that starts with <c>Question.</c>, or null.</param>
internal sealed record NotebookTitle(string Title, ParagraphBlock? Question)
{
    /// <summary>Reads both.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="name">What it is called without a heading.</param>
    /// <returns>The title.</returns>
    public static NotebookTitle Of(Notebook notebook, string name)
    {
        if (notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Markdown)?.Source is not { } source)
        {
            return new NotebookTitle(name, null);
        }

        try
        {
            var document = Markdig.Markdown.Parse(source, MarkdownDialect.OfCells);
            var heading = document.OfType<HeadingBlock>().Select(block => block.Inline is { } inline ? PlainText.Of(inline) : string.Empty).FirstOrDefault(text => text.Length > 0);
            return new NotebookTitle(heading ?? name, document.OfType<ParagraphBlock>().FirstOrDefault());
        }
        catch (ArgumentException)
        {
            // Nested too deeply to be read; the export says so where the text stands.
            return new NotebookTitle(name, null);
        }
    }
}
