namespace ResearchKit;

/// <summary>How far a long computation has come.</summary>
/// <param name="Stage">What is being done, for example <c>"weight matching"</c>.</param>
/// <param name="Done">Units finished.</param>
/// <param name="Total">Units in all, or 0 when that is not known.</param>
/// <param name="Detail">A short text for people, for example the current objective, or null.</param>
public readonly record struct ProgressReport(string Stage, long Done, long Total, string? Detail = null);
