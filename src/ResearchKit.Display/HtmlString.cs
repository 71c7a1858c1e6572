namespace ResearchKit.Display;

/// <summary>A piece of HTML that shows as it is.</summary>
/// <param name="content">The HTML; it is not escaped.</param>
/// <param name="text">What a reader without HTML sees, or null for the text between the tags.</param>
public sealed class HtmlString(string content, string? text = null) : IDisplayable
{
    /// <summary>The HTML.</summary>
    public string Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    /// <inheritdoc/>
    public MimeBundle ToBundle() => new MimeBundle().With(MimeTypes.Html, Content).With(MimeTypes.Text, text ?? HtmlText.ToPlainText(Content));

    /// <inheritdoc/>
    public override string ToString() => Content;
}
