using ResearchKit.Display;

namespace ResearchKit.Kernel.Running;

/// <summary>What to run and where to put what comes of it.</summary>
/// <param name="NotebookPath">The <c>.ipynb</c> file. It is only read, unless <see cref="OutputPath"/> names it too.</param>
public sealed record NotebookRunOptions(string NotebookPath)
{
    /// <summary>The value for the parameter <c>profile</c>; null keeps the notebook's default.</summary>
    public string? Profile { get; init; }

    /// <summary>Parameters by name, as text; each must be declared in the cell tagged <c>parameters</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder that receives <c>NAME/PROFILE.json</c>, relative to the current directory; null writes no results.</summary>
    public string? ResultsFolder { get; init; } = "results";

    /// <summary>Where the executed notebook goes; null means <c>NAME/PROFILE.ipynb</c> in <see cref="ResultsFolder"/>.</summary>
    /// <remarks>To overwrite the notebook itself, set it to <see cref="NotebookPath"/>.</remarks>
    public string? OutputPath { get; init; }

    /// <summary>The longest one cell may run; null means no limit.</summary>
    public TimeSpan? CellTimeLimit { get; init; }

    /// <summary>How many bytes of output a cell may leave in the executed notebook; the rest is replaced by a note.</summary>
    public int MaximumOutputPerCell { get; init; } = 1_000_000;

    /// <summary>Draws figures, or null when they carry no picture. The caller disposes it.</summary>
    public IFigureRenderer? FigureRenderer { get; init; }
}
