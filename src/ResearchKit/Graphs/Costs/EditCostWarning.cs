namespace ResearchKit.Graphs;

/// <summary>A law of metrics that edit costs break, with what that breaks in turn.</summary>
/// <param name="Issue">The law.</param>
/// <param name="Message">The costs at fault and the consequence, for people.</param>
public sealed record EditCostWarning(EditCostIssue Issue, string Message);
