namespace ResearchKit.Cli.Diagnosis;

/// <summary>What a finding means.</summary>
internal enum FindingState
{
    /// <summary>A fact, neither good nor bad.</summary>
    Fact,

    /// <summary>There and working.</summary>
    Good,

    /// <summary>Not there; something optional does not work without it.</summary>
    Missing,

    /// <summary>Not working; little works without it.</summary>
    Broken,
}
