namespace ResearchKit.Graphs;

/// <summary>BRANCH-FAST: BRANCH with edges counted rather than assigned: the cheapest operations that the two nodes' edges allow. Equal to BRANCH for constant costs.</summary>
/// <remarks>
/// Of the edges of two nodes, as many stay as the smaller number, of which those with a common label cost nothing and the others the least substitution between labels that
/// differ; the rest are deleted or inserted at the least cost. Reference: D. B. Blumenthal and J. Gamper, IEEE TKDE 30 (2018).
/// </remarks>
public sealed class BranchFastSolver : AssignmentSolver
{
    /// <inheritdoc/>
    public override string Name => "branch-fast";

    private protected override void Fill(EditProblem problem, ReducedAssignment assignment)
    {
        CountedEdges.Fill(problem, assignment.Gain, isUniform: false);
        assignment.Base = problem.Base;
        assignment.BoundScale = 1;
    }
}
