namespace ResearchKit.Kernel.Running;

/// <summary>How a run ended.</summary>
public enum NotebookRunStatus
{
    /// <summary>Every cell ran.</summary>
    Succeeded,

    /// <summary>A cell did not succeed, and the run stopped there.</summary>
    Failed,

    /// <summary>The caller cancelled the run.</summary>
    Cancelled,
}
