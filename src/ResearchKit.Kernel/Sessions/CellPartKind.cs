namespace ResearchKit.Kernel.Sessions;

/// <summary>The languages that a cell can hold.</summary>
internal enum CellPartKind
{
    /// <summary>C#, to run.</summary>
    Code,

    /// <summary>Markdown, to show.</summary>
    Markdown,

    /// <summary>HTML, to show.</summary>
    Html,
}
