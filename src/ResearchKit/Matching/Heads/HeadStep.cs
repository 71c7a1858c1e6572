using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>The joint assignment problem of an attention layer: heads, and units inside heads.</summary>
internal sealed class HeadStep(HeadBundle bundle, IReadOnlyDictionary<string, int> groups) : IDescentStep
{
    private readonly NestedAssignment _assignment = new(groups);

    public IReadOnlyList<(int Group, int[] Proposal)> Propose(IAlignmentObjective objective, int[][] permutations)
    {
        var terms = bundle.Layouts.Select(layout => new NestedTerm(layout.Axis, objective.Matrix(layout.Flat, permutations), permutations[layout.Flat].Length));
        var found = new Dictionary<string, Permutation>();
        _assignment.Solve([.. terms], found);
        return [.. bundle.Layouts.Select(layout => (layout.Flat, AxisLayout.ToPositions(layout.Axis, groups, group => found[group])))];
    }
}
