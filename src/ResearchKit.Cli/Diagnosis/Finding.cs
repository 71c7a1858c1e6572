namespace ResearchKit.Cli.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Section">The heading it stands under.</param>
/// <param name="Name">What was looked at.</param>
/// <param name="Value">What was found.</param>
/// <param name="State">What that means.</param>
/// <param name="Advice">How to get what is missing, or null.</param>
internal sealed record Finding(string Section, string Name, string Value, FindingState State = FindingState.Fact, string? Advice = null);
