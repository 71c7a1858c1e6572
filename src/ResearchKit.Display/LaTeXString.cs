namespace ResearchKit.Display;

/// <summary>A formula that a notebook typesets.</summary>
/// <param name="content">The LaTeX text, with its <c>$$</c> or environment.</param>
public sealed class LaTeXString(string content) : IDisplayable
{
    /// <summary>The LaTeX text.</summary>
    public string Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    /// <inheritdoc/>
    public MimeBundle ToBundle() => new MimeBundle().With(MimeTypes.Latex, Content).With(MimeTypes.Text, Content);

    /// <inheritdoc/>
    public override string ToString() => Content;
}
