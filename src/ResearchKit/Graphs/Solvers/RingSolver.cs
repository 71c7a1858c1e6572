using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>RING: pairs nodes by the rings around them, that is by the nodes at each distance, the edges among them and the edges outwards; no lower bound.</summary>
/// <remarks>
/// The nodes and edges of rings at the same distance are compared by error-correcting assignments, each divided by the larger number, with equal weights for the three and for all distances; a
/// missing ring is compared with an empty one. Reference: D. B. Blumenthal, S. Bougleux, J. Gamper and L. Brun, "Ring based approximation of graph edit distance", S+SSPR 2018.
/// </remarks>
public sealed class RingSolver : AssignmentSolver
{
    /// <inheritdoc/>
    public override string Name => "ring";

    private protected override void Fill(EditProblem problem, ReducedAssignment assignment)
    {
        var first = Array.ConvertAll(Nodes(problem.Rows), root => new RingLayers(root, problem.SourceNeighbours, problem.SourceCodes));
        var second = Array.ConvertAll(Nodes(problem.Columns), root => new RingLayers(root, problem.TargetNeighbours, problem.TargetCodes));
        var depth = first.Concat(second).Select(rings => rings.Count).DefaultIfEmpty().Max();
        var nothing = new RingLayers();
        var workspace = new AssignmentWorkspace();
        double[] edgeDeletion = [.. Enumerable.Range(0, problem.CodeCount).Select(code => problem.PairCost[code * problem.CodeCount])];
        var deletions = Array.ConvertAll(first, rings => Distance(problem, rings, nothing, depth, edgeDeletion, workspace));
        var insertions = Array.ConvertAll(second, rings => Distance(problem, nothing, rings, depth, edgeDeletion, workspace));
        for (var i = 0; i < problem.Rows; i++)
        {
            for (var k = 0; k < problem.Columns; k++)
            {
                assignment.Gain[(i * problem.Columns) + k] = Distance(problem, first[i], second[k], depth, edgeDeletion, workspace) - deletions[i] - insertions[k];
            }
        }

        assignment.Base = deletions.Sum() + insertions.Sum();
    }

    private static int[] Nodes(int count) => [.. Enumerable.Range(0, count)];

    private static double Distance(EditProblem problem, RingLayers first, RingLayers second, int depth, double[] edgeDeletion, AssignmentWorkspace workspace)
    {
        var sum = 0.0;
        for (var distance = 0; distance < depth; distance++)
        {
            sum += Compare(first.Nodes(distance), second.Nodes(distance), problem.NodeSubstitution, problem.Columns, problem.NodeDeletion, problem.NodeInsertion, workspace);
            sum += CompareEdges(problem, first.InnerEdges(distance), second.InnerEdges(distance), edgeDeletion, workspace);
            sum += CompareEdges(problem, first.OuterEdges(distance), second.OuterEdges(distance), edgeDeletion, workspace);
        }

        return sum / (3 * Math.Max(1, depth));
    }

    private static double CompareEdges(EditProblem problem, int[] first, int[] second, double[] deletion, AssignmentWorkspace workspace)
    {
        var codes = problem.CodeCount;
        return Compare(first, second, problem.PairCost, codes, deletion, problem.PairCost, workspace);
    }

    private static double Compare(
        int[] first, int[] second, double[] substitution, int stride, double[] deletion, double[] insertion, AssignmentWorkspace workspace)
    {
        if (first.Length + second.Length == 0)
        {
            return 0;
        }

        var costs = new double[first.Length * second.Length];
        for (var a = 0; a < first.Length; a++)
        {
            for (var b = 0; b < second.Length; b++)
            {
                costs[(a * second.Length) + b] = substitution[(first[a] * stride) + second[b]];
            }
        }

        var optimum = workspace.SolveErrorCorrecting(
            costs, Array.ConvertAll(first, place => deletion[place]), Array.ConvertAll(second, place => insertion[place]), new int[first.Length]);
        return optimum / Math.Max(first.Length, second.Length);
    }
}
