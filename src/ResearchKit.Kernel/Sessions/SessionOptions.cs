using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>How a C# session is set up.</summary>
public sealed record SessionOptions
{
    /// <summary>The folder that <c>#load</c> and <c>#r</c> are relative to; null means the current directory at the start.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>Namespaces that every cell sees besides those of <see cref="CSharpSession.DefaultImports"/>.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>Draws the figures shown by cells, or null when they carry no picture. The caller disposes it.</summary>
    public IFigureRenderer? FigureRenderer { get; init; }

    /// <summary>How long a cancelled cell may go on until it is stopped by force, so that it can notice the cancellation token.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long stopping by force may take, for example because of a native call, until the cell is reported as stuck.</summary>
    public TimeSpan StuckPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The folder that remembers which files belong to packages restored before; null means <c>researchkit</c> in the user's folder for local data.</summary>
    public string? CacheFolder { get; init; }
}
