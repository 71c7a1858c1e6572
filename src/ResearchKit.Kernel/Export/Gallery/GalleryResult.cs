namespace ResearchKit.Kernel.Export.Gallery;

/// <summary>What writing a gallery gave.</summary>
/// <param name="IndexPath">The full path of its first page.</param>
/// <param name="Pages">The full paths of the exported notebooks.</param>
/// <param name="Remarks">What had to be left out, and why.</param>
public sealed record GalleryResult(string IndexPath, IReadOnlyList<string> Pages, IReadOnlyList<string> Remarks);
