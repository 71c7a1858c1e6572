using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>Finds in outputs what tells of the machine they were made on: home folders, temporary folders, the folder of the clone.</summary>
internal sealed partial class MachinePaths
{
    private const int ShownLength = 80;

    private readonly string[] _folders;

    /// <summary>Prepares to look.</summary>
    /// <param name="notebook">The file of the notebook, whose folder and the one above are of this machine.</param>
    public MachinePaths(string notebook)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook))!;
        string?[] folders = [folder, Path.GetDirectoryName(folder), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];

        // A folder directly below the root, such as /work, would be found in any text.
        _folders = [.. folders.OfType<string>().Where(path => path.Count(c => c is '/' or '\\') >= 2)];
    }

    /// <summary>Looks in an output.</summary>
    /// <param name="output">The output.</param>
    /// <returns>The first path found, or null.</returns>
    public string? FindIn(NotebookOutput output) => output switch
    {
        StreamOutput stream => Find(stream.Text),
        ErrorOutput error => Find(error.Message) ?? Find(string.Join('\n', error.Traceback)),
        DataOutput data => data.Data.Where(pair => !pair.Key.StartsWith("image/", StringComparison.Ordinal)).Select(pair => FindIn(pair.Value)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private string? FindIn(JsonNode? json) => json switch
    {
        JsonObject inner => inner.Select(pair => FindIn(pair.Value)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(FindIn).FirstOrDefault(found => found is not null),
        JsonValue value when value.TryGetValue<string>(out var text) => Find(text),
        _ => null,
    };

    private string? Find(string text)
    {
        if (UsualPath().Match(text) is { Success: true } match)
        {
            return match.Value;
        }

        foreach (var folder in _folders)
        {
            var at = text.IndexOf(folder, StringComparison.Ordinal);
            if (at >= 0)
            {
                return text[at..Math.Min(text.Length, at + ShownLength)].Split('\n', '"', '\'', ' ')[0];
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?<![\w./:-])(/home/|/Users/|/root/|/tmp/|/private/var/|/var/folders/)[\w.-]+[^\s""'<>]{0,60}|\b[A-Za-z]:\\Users\\[^\s""'<>]{1,60}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex UsualPath();
}
