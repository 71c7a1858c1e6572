namespace ResearchKit.Display;

/// <summary>Which stream of the console a text goes to.</summary>
internal enum ConsoleStream
{
    /// <summary>None: another writer.</summary>
    None,

    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,
}
