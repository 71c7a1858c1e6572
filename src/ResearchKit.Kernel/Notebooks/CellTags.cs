namespace ResearchKit.Kernel.Notebooks;

/// <summary>The cell tags that the runner and the exports understand; other tools use the same names.</summary>
public static class CellTags
{
    /// <summary>The cell that declares the parameters with their defaults.</summary>
    public const string Parameters = "parameters";

    /// <summary>The cell in which a runner overrides parameters.</summary>
    public const string InjectedParameters = "injected-parameters";

    /// <summary>A code cell that a run leaves out.</summary>
    public const string SkipExecution = "skip-execution";

    /// <summary>A code cell that may throw; the run goes on after it.</summary>
    public const string RaisesException = "raises-exception";

    /// <summary>A cell that exported pages show folded.</summary>
    public const string HideCell = "hide-cell";

    /// <summary>A code cell whose code exported pages show folded.</summary>
    public const string HideInput = "hide-input";

    /// <summary>A code cell whose outputs exported pages show folded.</summary>
    public const string HideOutput = "hide-output";

    /// <summary>A cell that exports leave out.</summary>
    public const string RemoveCell = "remove-cell";

    /// <summary>A code cell whose code exports leave out.</summary>
    public const string RemoveInput = "remove-input";

    /// <summary>A code cell whose outputs exports leave out.</summary>
    public const string RemoveOutput = "remove-output";

    /// <summary>The cell whose picture stands for the notebook in the gallery.</summary>
    public const string MainFigure = "main-figure";
}
