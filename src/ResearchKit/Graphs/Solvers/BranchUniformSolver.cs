namespace ResearchKit.Graphs;

/// <summary>BRANCH-UNIFORM: BRANCH-FAST with one cost for each edge operation, the least over the whole graphs; the fastest of the three for costs that depend on labels.</summary>
/// <remarks>For constant costs all three are equal. Reference: D. B. Blumenthal, N. Boria, J. Gamper, S. Bougleux and L. Brun, "Comparing heuristics for graph edit distance computation", VLDB Journal 29 (2020).</remarks>
public sealed class BranchUniformSolver : AssignmentSolver
{
    /// <inheritdoc/>
    public override string Name => "branch-uniform";

    private protected override void Fill(EditProblem problem, ReducedAssignment assignment)
    {
        CountedEdges.Fill(problem, assignment.Gain, isUniform: true);
        assignment.Base = problem.Base;
        assignment.BoundScale = 1;
    }
}
