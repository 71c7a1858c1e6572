using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Export;

/// <summary>Finds the pictures that the text of a notebook names: attachments, pictures in the text, and files below its folder.</summary>
/// <remarks>A notebook may come from anybody: nothing outside its folder is read, neither through <c>..</c> nor through links.</remarks>
/// <param name="folder">The folder of the notebook.</param>
internal sealed class PictureFinder(string folder)
{
    private const long MaximumBytes = 20 << 20;
    private const string Attachment = "attachment:";

    private readonly string _folder = Path.GetFullPath(folder);

    /// <summary>Finds a picture.</summary>
    /// <param name="url">What the text says.</param>
    /// <param name="attachments">The attachments of the cell, or null.</param>
    /// <returns>The picture, or null when there is none that may be shown.</returns>
    public Picture? Find(string url, JsonObject? attachments)
    {
        if (url.StartsWith(Attachment, StringComparison.OrdinalIgnoreCase))
        {
            return Attached(Uri.UnescapeDataString(url[Attachment.Length..]), attachments);
        }

        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            var comma = url.IndexOf(',', StringComparison.Ordinal);
            var head = comma < 0 ? [] : url[5..comma].Split(';');
            return head is [var type, .., "base64"] ? PictureTypes.Read(type, url[(comma + 1)..]) : null;
        }

        return InFolder(url);
    }

    private static Picture? Attached(string name, JsonObject? attachments)
    {
        if (attachments?[name] is not JsonObject forms)
        {
            return null;
        }

        foreach (var mimeType in PictureTypes.MimeTypes)
        {
            var text = forms[mimeType] switch
            {
                JsonValue value when value.TryGetValue<string>(out var whole) => whole,
                JsonArray lines => string.Concat(lines.OfType<JsonValue>().Select(line => line.TryGetValue<string>(out var part) ? part : string.Empty)),
                _ => null,
            };
            if (text is not null && PictureTypes.Read(mimeType, text) is { } picture)
            {
                return picture;
            }
        }

        return null;
    }

    private Picture? InFolder(string url)
    {
        var name = Uri.UnescapeDataString(url.Split('?', '#')[0]);
        if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(name) || PictureTypes.OfFile(name) is not { } mimeType)
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(_folder, name));
        if (!path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || IsThroughLink(path))
        {
            return null;
        }

        var file = new FileInfo(path);
        return file.Exists && file.Length <= MaximumBytes ? new Picture(mimeType, File.ReadAllBytes(path)) : null;
    }

    private bool IsThroughLink(string path)
    {
        for (FileSystemInfo? part = new FileInfo(path); part is not null && part.FullName.Length > _folder.Length; part = new DirectoryInfo(Path.GetDirectoryName(part.FullName)!))
        {
            if (part.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
