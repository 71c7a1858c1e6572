namespace ResearchKit.Assignment;

/// <summary>How much work a solver did; the figures explain a running time.</summary>
/// <param name="RowSteps">Steps of augmenting row reduction: a row takes its best column and may displace another row.</param>
/// <param name="Augmentations">Shortest augmenting paths that were searched for after that.</param>
/// <param name="Relaxations">Rows whose entries were relaxed during those searches.</param>
/// <param name="ListBuilds">Short lists made from a whole row (0 for the dense method).</param>
/// <param name="Repaired">Whether the final check found a violation above the tolerance and the problem was solved again by the dense method.</param>
public readonly record struct AssignmentCounters(long RowSteps, long Augmentations, long Relaxations, long ListBuilds, bool Repaired);
