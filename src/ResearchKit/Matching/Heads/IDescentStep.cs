namespace ResearchKit.Matching;

/// <summary>One step of a sweep: the best permutations of one or several groups while the others are fixed.</summary>
internal interface IDescentStep
{
    /// <summary>Proposes permutations of flat groups.</summary>
    /// <param name="objective">What is maximised.</param>
    /// <param name="permutations">The present permutation of every flat group.</param>
    /// <returns>The groups and their proposals.</returns>
    IReadOnlyList<(int Group, int[] Proposal)> Propose(IAlignmentObjective objective, int[][] permutations);
}
