namespace ResearchKit.Display;

/// <summary>A piece of HTML that shows as it is.</summary>
/// <param name="content">The HTML; it is not escaped.</param>
public sealed class HtmlString(string content) : IDisplayable
{
    /// <summary>The HTML.</summary>
    public string Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    /// <inheritdoc/>
    public MimeBundle ToBundle() => new MimeBundle().With(MimeTypes.Html, Content).With(MimeTypes.Text, HtmlText.ToPlainText(Content));

    /// <inheritdoc/>
    public override string ToString() => Content;
}
