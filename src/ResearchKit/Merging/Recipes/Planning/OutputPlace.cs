namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Checks the place of the output: that it can be written, has space, and holds nothing that would be lost.</summary>
internal static class OutputPlace
{
    // Beside the weights: configuration, tokenizer, model card.
    private const long Reserve = 64 << 20;

    /// <summary>The free space in bytes.</summary>
    /// <exception cref="IOException">The output cannot go there.</exception>
    public static long Check(MergePlanOptions options, long bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Output);
        var output = Path.GetFullPath(options.Output);
        if (File.Exists(output))
        {
            throw new IOException($"{output}: is a file; expected a folder that the merge can make");
        }

        if (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
        {
            if (!MergeRecord.IsIn(output))
            {
                throw new IOException($"{output}: holds files and no {MergeRecord.FileName}, so that it is no earlier merge; name a new folder");
            }

            if (!options.Replace && !options.Resume)
            {
                throw new IOException($"{output}: holds an earlier merge; name another folder, or ask for it to be replaced");
            }
        }

        var parent = Parent(output);
        Probe(parent);
        var free = new DriveInfo(parent).AvailableFreeSpace + Written(options);
        return free >= bytes + Reserve
            ? free
            : throw new IOException($"{output}: there are {free} bytes free and the merge takes {bytes + Reserve}; free some or name a folder on another disk");
    }

    // What an earlier run wrote is kept or deleted first; either way its space counts.
    private static long Written(MergePlanOptions options)
    {
        var work = new DirectoryInfo(Execution.WorkFolder.PathOf(options.Output));
        return work.Exists ? work.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
    }

    private static string Parent(string output)
    {
        var parent = Path.GetDirectoryName(output) ?? throw new IOException($"{output}: is the root of a disk; expected a folder that the merge can make");
        while (!Directory.Exists(parent))
        {
            parent = Path.GetDirectoryName(parent) ?? throw new IOException($"{output}: is on no disk that is there");
        }

        return parent;
    }

    private static void Probe(string parent)
    {
        var probe = Path.Combine(parent, $".{Guid.NewGuid():N}.part");
        try
        {
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{parent}: cannot be written to: {error.Message}", error);
        }
    }
}
