namespace ResearchKit.Kernel.Export;

/// <summary>A picture of a page.</summary>
/// <param name="MimeType">One of the types that <see cref="PictureTypes"/> lists.</param>
/// <param name="Content">The bytes of the file.</param>
internal sealed record Picture(string MimeType, byte[] Content)
{
    /// <summary>The picture as a URL that holds it.</summary>
    public string DataUrl => $"data:{MimeType};base64,{Convert.ToBase64String(Content)}";
}
