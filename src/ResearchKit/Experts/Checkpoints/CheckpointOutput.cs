using ResearchKit.Merging.Recipes;
using ResearchKit.Merging.Recipes.Planning;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The folder that a command on experts is to make.</summary>
/// <param name="Folder">Its full path.</param>
/// <param name="Replace">Whether what such a command made there earlier may be replaced.</param>
internal sealed record CheckpointOutput(string Folder, bool Replace)
{
    /// <summary>The key in the files' metadata that merged, expanded, pruned and restored checkpoints have.</summary>
    public const string MergedKey = "experts";

    /// <summary>The key in the files' metadata that compressed checkpoints have.</summary>
    public const string CompressedKey = "compressed_experts";

    /// <summary>Looks at the place before any work is done.</summary>
    /// <param name="output">The folder as it was given.</param>
    /// <param name="replace">Whether an earlier output may be replaced.</param>
    /// <param name="input">The checkpoint that is read.</param>
    /// <exception cref="IOException">A file, the input or a folder that may not be replaced is there.</exception>
    public static CheckpointOutput At(string output, bool replace = false, string? input = null)
    {
        var result = new CheckpointOutput(Path.TrimEndingDirectorySeparator(Path.GetFullPath(output)), replace);
        if (input is not null && result.Folder == Path.TrimEndingDirectorySeparator(Path.GetFullPath(input)))
        {
            throw new IOException($"{result.Folder}: is the input; name another folder");
        }

        result.Require();
        return result;
    }

    /// <summary>Refuses what may not be replaced; also asked at the end, since a run may be long.</summary>
    /// <returns>Whether there is something to replace.</returns>
    /// <exception cref="IOException">A file or a folder that may not be replaced is there.</exception>
    public bool Require()
    {
        if (File.Exists(Folder))
        {
            throw new IOException($"{Folder}: is a file; expected the name of a folder to make");
        }

        if (!Directory.Exists(Folder) || !Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            return false;
        }

        if (!Replace)
        {
            throw new IOException($"{Folder}: is there already and not empty; name a new folder, or have an earlier output replaced");
        }

        return IsOurs()
            ? true
            : throw new IOException($"{Folder}: holds something else than an earlier output of these commands, which is never replaced; name a new folder");
    }

    private bool IsOurs()
    {
        try
        {
            using var files = ModelFiles.Open(new ModelReference(Folder), Folder);
            return files.Files.All(file => file.Metadata.ContainsKey(MergedKey) || file.Metadata.ContainsKey(CompressedKey));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return false; // nothing that these commands wrote
        }
    }
}
