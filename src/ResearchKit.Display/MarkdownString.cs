namespace ResearchKit.Display;

/// <summary>A piece of Markdown that a notebook renders.</summary>
/// <param name="content">The Markdown text.</param>
public sealed class MarkdownString(string content) : IDisplayable
{
    /// <summary>The Markdown text.</summary>
    public string Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    /// <inheritdoc/>
    public MimeBundle ToBundle() => new MimeBundle().With(MimeTypes.Markdown, Content).With(MimeTypes.Text, Content);

    /// <inheritdoc/>
    public override string ToString() => Content;
}
