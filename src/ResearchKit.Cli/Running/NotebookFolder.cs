using System.Text.RegularExpressions;

namespace ResearchKit.Cli.Running;

/// <summary>Finds the kit's own notebooks.</summary>
internal static partial class NotebookFolder
{
    private const string Name = "notebooks";

    /// <summary>The notebooks <c>NN-*.ipynb</c> of the nearest folder <c>notebooks</c>: above the current folder, then above the program.</summary>
    /// <returns>Full paths, in the order of their numbers.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or it holds no notebook of that name.</exception>
    public static IReadOnlyList<string> All()
    {
        foreach (var start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, Name);
                if (Directory.Exists(candidate) && Numbered(candidate) is { Length: > 0 } found)
                {
                    return found;
                }
            }
        }

        throw new DirectoryNotFoundException(
            $"there is no folder '{Name}' with NN-*.ipynb above {Directory.GetCurrentDirectory()} or {AppContext.BaseDirectory}; run this inside a clone, or name the notebooks");
    }

    private static string[] Numbered(string folder) =>
        [.. Directory.GetFiles(folder, "*.ipynb").Where(path => NumberedName().IsMatch(Path.GetFileName(path))).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\d\d-.*\.ipynb$")]
    private static partial Regex NumberedName();
}
