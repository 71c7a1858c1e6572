namespace ResearchKit.Kernel.Sessions;

/// <summary>What a part of a cell is.</summary>
internal enum CellPartKind
{
    /// <summary>C#, to run.</summary>
    Code,

    /// <summary>Markdown, to show.</summary>
    Markdown,

    /// <summary>HTML, to show.</summary>
    Html,

    /// <summary>JavaScript, for the front end to run.</summary>
    JavaScript,

    /// <summary>A directive, to do.</summary>
    Action,
}
