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
        var classes = new NodeClasses(problem);
        var (nodes, edges) = (new SetDistance(classes.Cost, classes.Count), new SetDistance(problem.PairCost, problem.CodeCount));
        var first = Array.ConvertAll(Numbers(problem.Rows), root => new RingLayers(root, problem.SourceNeighbours, problem.SourceCodes, classes.First));
        var second = Array.ConvertAll(Numbers(problem.Columns), root => new RingLayers(root, problem.TargetNeighbours, problem.TargetCodes, classes.Second));
        var depth = first.Concat(second).Select(rings => rings.Count).DefaultIfEmpty().Max();
        var nothing = new RingLayers();
        var deletions = Array.ConvertAll(first, rings => Distance(rings, nothing, depth, nodes, edges));
        var insertions = Array.ConvertAll(second, rings => Distance(nothing, rings, depth, nodes, edges));
        for (var i = 0; i < problem.Rows; i++)
        {
            for (var k = 0; k < problem.Columns; k++)
            {
                assignment.Gain[(i * problem.Columns) + k] = Distance(first[i], second[k], depth, nodes, edges) - deletions[i] - insertions[k];
            }
        }

        assignment.Base = deletions.Sum() + insertions.Sum();
    }

    private static int[] Numbers(int count) => [.. Enumerable.Range(0, count)];

    private static double Distance(RingLayers first, RingLayers second, int depth, SetDistance nodes, SetDistance edges)
    {
        var sum = 0.0;
        for (var distance = 0; distance < Math.Max(first.Count, second.Count); distance++)
        {
            sum += nodes.Between(first.Nodes(distance), second.Nodes(distance))
                + edges.Between(first.InnerEdges(distance), second.InnerEdges(distance))
                + edges.Between(first.OuterEdges(distance), second.OuterEdges(distance));
        }

        return sum / (3 * Math.Max(1, depth));
    }
}
