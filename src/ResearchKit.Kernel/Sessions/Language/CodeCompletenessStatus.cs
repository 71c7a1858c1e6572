namespace ResearchKit.Kernel.Sessions;

/// <summary>Whether a cell can be run as it stands.</summary>
public enum CodeCompletenessStatus
{
    /// <summary>It can be run.</summary>
    Complete,

    /// <summary>Lines are missing, such as a closing brace.</summary>
    Incomplete,

    /// <summary>It has an error that no further line repairs.</summary>
    Invalid,
}
