using ResearchKit.Display;

namespace ResearchKit.Kernel.Jupyter;

/// <summary>How a kernel is set up.</summary>
public sealed record KernelOptions
{
    /// <summary>Draws the figures of cells, or null when they carry no picture. The caller disposes it.</summary>
    public IFigureRenderer? FigureRenderer { get; init; }

    /// <summary>The folder that <c>#load</c> and <c>#r</c> are relative to; null means the current directory, which Jupyter sets to the notebook's.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>Whether the kernel may listen where other machines can reach it. Whoever knows the key can run any code.</summary>
    public bool AllowsRemote { get; init; }

    /// <summary>Where the kernel's own remarks go; null means the standard error stream.</summary>
    public TextWriter? Log { get; init; }
}
