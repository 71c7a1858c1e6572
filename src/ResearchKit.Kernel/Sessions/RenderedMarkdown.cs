using ResearchKit.Display;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Markdown of a cell, also rendered for front ends that cannot do that.</summary>
/// <param name="markdown">The text.</param>
internal sealed class RenderedMarkdown(string markdown) : IDisplayable
{
    /// <inheritdoc/>
    public MimeBundle ToBundle() =>
        new MimeBundle().With(MimeTypes.Html, MarkdownHtml.Render(markdown)).With(MimeTypes.Markdown, markdown).With(MimeTypes.Text, markdown);
}
