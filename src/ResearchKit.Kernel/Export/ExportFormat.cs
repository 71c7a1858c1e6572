namespace ResearchKit.Kernel.Export;

/// <summary>What a notebook can be exported to.</summary>
public enum ExportFormat
{
    /// <summary>One HTML file that needs nothing beside it and no network.</summary>
    Html,

    /// <summary>A Markdown file, with its pictures in a folder beside it.</summary>
    Markdown,
}
