using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Reads <c>project.assets.json</c>, the file in which a restore says what it found.</summary>
internal static class RestoredAssets
{
    // What a package holds when it has nothing for a runtime on purpose.
    private const string Placeholder = "_._";

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The packages, or null when a file that it names is not there any more.</returns>
    /// <exception cref="InvalidDataException">The file is not one that a restore writes.</exception>
    public static IReadOnlyList<RestoredPackage>? Read(string path)
    {
        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
            var folders = json["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
            var libraries = json["libraries"]!.AsObject();
            var target = json["targets"]!.AsObject().Single(candidate => candidate.Key.Contains('/', StringComparison.Ordinal)).Value!.AsObject();
            var packages = new List<RestoredPackage>();
            foreach (var (key, entry) in target)
            {
                if (entry!["type"]?.GetValue<string>() != "package")
                {
                    continue;
                }

                var relative = libraries[key]!["path"]!.GetValue<string>();
                var folder = folders.Select(root => Path.GetFullPath(Path.Combine(root, relative))).FirstOrDefault(Directory.Exists);
                if (folder is null)
                {
                    return null;
                }

                var assemblies = Files(entry["runtime"], folder).Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)).ToList();
                var native = Files(entry["native"], folder).ToList();
                if (!assemblies.Concat(native).All(File.Exists))
                {
                    return null;
                }

                var name = key.Split('/');
                packages.Add(new RestoredPackage(name[0], name[1], assemblies, native));
            }

            return packages;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or KeyNotFoundException)
        {
            throw new InvalidDataException($"'{path}' is not the list of packages that a restore writes: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Files(JsonNode? list, string folder) =>
        (list?.AsObject() ?? []).Select(file => file.Key)
            .Where(file => Path.GetFileName(file) != Placeholder)
            .Select(file => Path.GetFullPath(Path.Combine(folder, file)))
            .Where(file => file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
