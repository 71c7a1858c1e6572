namespace ResearchKit.Kernel.Export;

/// <summary>How a notebook is exported.</summary>
public sealed record ExportOptions
{
    /// <summary>What it becomes.</summary>
    public ExportFormat Format { get; init; } = ExportFormat.Html;

    /// <summary>The file to write, or null for one beside the notebook with its name.</summary>
    public string? OutputPath { get; init; }

    /// <summary>The folder below which pictures that the text names are looked for, or null for that of the notebook.</summary>
    public string? PictureFolder { get; init; }

    /// <summary>The scripts that HTML pages carry, or null for those this machine has.</summary>
    public PageLibraries? Libraries { get; init; }
}
