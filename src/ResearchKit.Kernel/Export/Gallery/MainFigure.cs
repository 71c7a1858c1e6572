using ResearchKit.Kernel.Export.Html;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Export.Gallery;

/// <summary>Chooses the picture that stands for a notebook.</summary>
internal static class MainFigure
{
    /// <summary>Finds the picture: that of the cell tagged <c>main-figure</c>, otherwise the first one.</summary>
    /// <param name="notebook">The executed notebook.</param>
    /// <returns>The picture and what it shows, or null when there is none.</returns>
    public static (Picture Picture, string Text)? Of(Notebook notebook)
    {
        var cells = notebook.Cells.OrderByDescending(cell => cell.HasTag(CellTags.MainFigure));
        foreach (var output in cells.SelectMany(cell => cell.Outputs).OfType<DataOutput>())
        {
            if (OutputRenderer.PictureOf(output.Data) is { } picture)
            {
                return (picture, OutputRenderer.Text(output.Data, Display.MimeTypes.Text) ?? string.Empty);
            }
        }

        return null;
    }
}
