namespace ResearchKit.Data;

/// <summary>How a data set is downloaded.</summary>
public sealed record DataSetFetchOptions
{
    /// <summary>The address of a folder with the files, in place of the makers' own, or null.</summary>
    public Uri? From { get; init; }

    /// <summary>Where to put the files, or null for the cache folder.</summary>
    public string? Folder { get; init; }

    /// <summary>How often a connection that breaks is taken up again without a new byte in between; 3 by default.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long a server may be silent before the connection counts as broken; 60 seconds by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before a broken connection is taken up again; 1 second by default.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);
}
