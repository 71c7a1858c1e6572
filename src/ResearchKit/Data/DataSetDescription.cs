namespace ResearchKit.Data;

/// <summary>Where a data set comes from, what it consists of and where it may lie on this machine.</summary>
/// <param name="Name">The short name, also the name of its cache folder, for example <c>fashion-mnist</c>.</param>
/// <param name="Summary">One line about it: images, split, makers.</param>
public sealed record DataSetDescription(string Name, string Summary)
{
    /// <summary>The files to download, none when the set ships with the kit.</summary>
    public IReadOnlyList<DataFile> Downloads { get; init; } = [];

    /// <summary>The address of the folder that holds the downloads, ending in a slash, or null.</summary>
    public Uri? Origin { get; init; }

    /// <summary>The files that the reader opens, relative to the data set's folder.</summary>
    public IReadOnlyList<string> RequiredFiles { get; init; } = [];

    /// <summary>Folders where an operating system's package puts the set.</summary>
    public IReadOnlyList<string> SystemFolders { get; init; } = [];

    /// <summary>The operating system package that installs it, for example <c>dataset-fashion-mnist</c>, or null.</summary>
    public string? SystemPackage { get; init; }

    /// <summary>Whether the set is part of the kit and is never missing.</summary>
    public bool IsBundled => RequiredFiles.Count == 0;
}
