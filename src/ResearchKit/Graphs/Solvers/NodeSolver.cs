namespace ResearchKit.Graphs;

/// <summary>NODE: pairs nodes by their own labels alone; the weakest and fastest bound.</summary>
public sealed class NodeSolver : AssignmentSolver
{
    /// <inheritdoc/>
    public override string Name => "node";

    private protected override void Fill(EditProblem problem, ReducedAssignment assignment)
    {
        problem.NodeGain.CopyTo(assignment.Gain, 0);
        assignment.Base = problem.NodeDeletion.Sum() + problem.NodeInsertion.Sum();
        assignment.BoundScale = 1;
    }
}
