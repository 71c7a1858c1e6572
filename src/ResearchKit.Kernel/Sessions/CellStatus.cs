namespace ResearchKit.Kernel.Sessions;

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It does not compile, or asks for something this session refuses; nothing of the failing part ran.</summary>
    Rejected,

    /// <summary>It threw an exception. Variables assigned before it keep their values.</summary>
    Failed,

    /// <summary>It was cancelled by the caller.</summary>
    Cancelled,

    /// <summary>It was stopped at its time limit.</summary>
    TimedOut,
}
