namespace ResearchKit.Kernel.Export.Html;

/// <summary>A heading of a page, for its table of contents.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Text">Its text, without markup.</param>
/// <param name="Id">The id of its element.</param>
internal sealed record PageHeading(int Level, string Text, string Id);
