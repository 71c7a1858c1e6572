namespace ResearchKit.Kernel.Notebooks;

/// <summary>The cell tags that the runner understands; other tools use the same names.</summary>
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
}
