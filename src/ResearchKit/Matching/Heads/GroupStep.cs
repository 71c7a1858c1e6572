namespace ResearchKit.Matching;

/// <summary>The assignment problem of one plain group.</summary>
internal sealed class GroupStep(int group) : IDescentStep
{
    public IReadOnlyList<(int Group, int[] Proposal)> Propose(IAlignmentObjective objective, int[][] permutations)
    {
        var proposal = new int[permutations[group].Length];
        objective.Propose(group, permutations, proposal);
        return [(group, proposal)];
    }
}
