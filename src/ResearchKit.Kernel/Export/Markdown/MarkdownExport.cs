using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ResearchKit.Display;
using ResearchKit.Kernel.Export.Html;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Export.Markdown;

/// <summary>Writes a notebook as Markdown that any reader of it shows, with its pictures in the folder <c>NAME_files</c> beside.</summary>
/// <param name="notebook">The notebook.</param>
/// <param name="output">The full path of the file to write.</param>
/// <param name="pictures">Finds the pictures that the text names.</param>
internal sealed class MarkdownExport(Notebook notebook, string output, PictureFinder pictures)
{
    private readonly string _folderName = Path.GetFileNameWithoutExtension(output) + "_files";
    private readonly List<string> _written = [];
    private readonly List<string> _remarks = [];
    private readonly StringBuilder _text = new();

    /// <summary>Writes the files, the pictures first.</summary>
    /// <returns>What was written.</returns>
    public ExportResult Write()
    {
        foreach (var cell in notebook.Cells.Where(cell => !cell.HasTag(CellTags.RemoveCell)))
        {
            Append(cell);
        }

        AtomicFile.Write(output, Encoding.UTF8.GetBytes(_text.ToString().TrimEnd() + "\n"));
        return new ExportResult(output, _written, _remarks);
    }

    private static string Fence(string content, string language)
    {
        var longest = content.Split('\n').Select(line => line.TrimStart().TakeWhile(c => c == '`').Count()).Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}{language}\n{content.TrimEnd('\n')}\n{fence}";
    }

    private static string AltText(string? text) =>
        (text ?? "figure").Split('\n')[0].Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal).Replace("\r", string.Empty, StringComparison.Ordinal);

    private void Append(NotebookCell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                AppendBlock(WithPictures(cell.Source, cell.Attachments));
                break;
            case CellKind.Code:
                if (!cell.HasTag(CellTags.RemoveInput) && !string.IsNullOrWhiteSpace(cell.Source))
                {
                    AppendBlock(Fence(cell.Source, notebook.Language == "c#" ? "csharp" : notebook.Language.Split(' ', '`', '\n')[0]));
                }

                foreach (var shown in cell.HasTag(CellTags.RemoveOutput) ? [] : cell.Outputs)
                {
                    AppendBlock(OfOutput(shown));
                }

                break;
            default:
                AppendBlock(Fence(cell.Source, string.Empty));
                break;
        }
    }

    private void AppendBlock(string block)
    {
        if (block.Length > 0)
        {
            _text.Append(block.TrimEnd()).Append("\n\n");
        }
    }

    private string OfOutput(NotebookOutput shown) => shown switch
    {
        StreamOutput stream => Fence(TerminalText.Plain(stream.Text), "text"),
        ErrorOutput error => Fence(OutputRenderer.TextOf(error), "text"),
        DataOutput data => OfData(data.Data),
        _ => string.Empty,
    };

    private string OfData(JsonObject data)
    {
        var plain = OutputRenderer.Text(data, MimeTypes.Text);
        if (OutputRenderer.PictureOf(data) is { } picture)
        {
            return $"![{AltText(plain)}]({Save(picture)})";
        }

        if (OutputRenderer.Text(data, MimeTypes.Markdown) is { } markdown)
        {
            return WithPictures(markdown, null);
        }

        if (OutputRenderer.Text(data, MimeTypes.Latex) is { } latex)
        {
            return $"$$\n{latex.Trim().Trim('$')}\n$$";
        }

        if (plain is not null)
        {
            return Fence(TerminalText.Plain(plain), "text");
        }

        if (OutputRenderer.Text(data, MimeTypes.Html) is { } html)
        {
            return Fence(html, "html");
        }

        if (data.Count > 0)
        {
            _remarks.Add($"An output of type {string.Join(", ", data.Select(pair => pair.Key))} has no form that Markdown can show.");
        }

        return string.Empty;
    }

    // Pictures that the text names travel with it: what they lead to is put beside, and the link says so.
    private string WithPictures(string markdown, JsonObject? attachments)
    {
        MarkdownDocument document;
        try
        {
            document = Markdig.Markdown.Parse(markdown, MarkdownDialect.OfCells);
        }
        catch (ArgumentException)
        {
            return Fence(markdown, "text");
        }

        var text = new StringBuilder(markdown);
        foreach (var link in document.Descendants<LinkInline>().Where(link => link.IsImage && !link.UrlSpan.IsEmpty).OrderByDescending(link => link.UrlSpan.Start))
        {
            if (pictures.Find(link.Url ?? string.Empty, attachments) is { } picture)
            {
                text.Remove(link.UrlSpan.Start, link.UrlSpan.Length).Insert(link.UrlSpan.Start, Save(picture));
            }
            else if (!LinkTarget.IsAllowed(link.Url ?? string.Empty))
            {
                _remarks.Add($"The picture '{link.Url}' is not carried along: it is no attachment and no picture below the notebook's folder.");
            }
        }

        return text.ToString();
    }

    private string Save(Picture picture)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"picture-{_written.Count + 1}{PictureTypes.ExtensionOf(picture.MimeType)}");
        var path = Path.Combine(Path.GetDirectoryName(output)!, _folderName, name);
        AtomicFile.Write(path, picture.Content);
        _written.Add(path);
        return $"{Uri.EscapeDataString(_folderName)}/{name}";
    }
}
