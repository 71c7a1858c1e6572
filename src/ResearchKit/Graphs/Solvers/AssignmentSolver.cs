using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>A heuristic that compares nodes with what surrounds them, and pairs them by one error-correcting assignment.</summary>
/// <remarks>The path's cost is an upper bound of the distance. Where the method's comparison never overestimates, the optimum of the assignment is a lower bound.</remarks>
public abstract class AssignmentSolver : GedSolver
{
    private protected AssignmentSolver()
    {
    }

    /// <inheritdoc/>
    internal override void Run(GedSearch search)
    {
        var assignment = Prepare(search.Problem);
        var (map, optimum) = assignment.Solve(new AssignmentWorkspace());
        search.Offer(map);
        if (assignment.BoundScale is { } scale)
        {
            search.RaiseAsIs(optimum * scale);
        }
    }

    /// <summary>Prepares the assignment.</summary>
    internal ReducedAssignment Prepare(EditProblem problem)
    {
        var assignment = new ReducedAssignment(new double[problem.Rows * problem.Columns], problem.Rows, problem.Columns);
        Fill(problem, assignment);
        return assignment;
    }

    /// <summary>Fills in the gains, the base and the scale.</summary>
    private protected abstract void Fill(EditProblem problem, ReducedAssignment assignment);
}
