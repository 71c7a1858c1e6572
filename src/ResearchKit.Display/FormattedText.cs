namespace ResearchKit.Display;

/// <summary>A text that already is of some MIME type.</summary>
/// <param name="Content">The text.</param>
/// <param name="MimeType">The MIME type.</param>
public sealed record FormattedText(string Content, string MimeType) : IDisplayable
{
    /// <inheritdoc/>
    public MimeBundle ToBundle()
    {
        var bundle = new MimeBundle().With(MimeType, Content);
        return MimeType == MimeTypes.Text ? bundle : bundle.With(MimeTypes.Text, Content);
    }
}
