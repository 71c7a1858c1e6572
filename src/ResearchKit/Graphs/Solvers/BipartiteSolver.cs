namespace ResearchKit.Graphs;

/// <summary>BP: pairs nodes by their labels and all of their edges, each edge counted at both ends; no lower bound.</summary>
/// <remarks>
/// Reference: K. Riesen and H. Bunke, "Approximate graph edit distance computation by means of bipartite graph matching", Image and Vision Computing 27 (2009).
/// </remarks>
public sealed class BipartiteSolver : AssignmentSolver
{
    /// <inheritdoc/>
    public override string Name => "bipartite";

    private protected override void Fill(EditProblem problem, ReducedAssignment assignment)
    {
        BranchGains.Fill(problem, assignment.Gain, edgeShare: 1);
        assignment.Base = (2 * problem.Base) - problem.NodeDeletion.Sum() - problem.NodeInsertion.Sum();
    }
}
