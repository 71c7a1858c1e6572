namespace ResearchKit.Experts;

/// <summary>The alignment of all experts of a layer.</summary>
/// <param name="Matches">One for each expert, in order.</param>
/// <param name="ProductSeconds">Time spent on the products that make the score matrices, by the clock.</param>
/// <param name="AssignmentSeconds">Time spent on linear assignment, by the clock.</param>
public sealed record ExpertAlignmentResult(IReadOnlyList<ExpertMatch> Matches, double ProductSeconds, double AssignmentSeconds);
