namespace ResearchKit.Graphs;

/// <summary>BRANCH: pairs nodes by their labels and their edges, each edge shared half and half by its ends, so that the optimum is a lower bound.</summary>
/// <remarks>
/// The edges of two nodes are compared by an assignment of their own, in closed form for constant costs.
/// Reference: D. B. Blumenthal and J. Gamper, "Improved lower bounds for graph edit distance", IEEE TKDE 30 (2018).
/// </remarks>
public sealed class BranchSolver : AssignmentSolver
{
    /// <inheritdoc/>
    public override string Name => "branch";

    private protected override void Fill(EditProblem problem, ReducedAssignment assignment)
    {
        BranchGains.Fill(problem, assignment.Gain, edgeShare: 0.5);
        assignment.Base = problem.Base;
        assignment.BoundScale = 1;
    }
}
