namespace ResearchKit.Graphs;

/// <summary>RING: pairs nodes by the rings around them, that is by the nodes at each distance, the edges among them and the edges outwards; no lower bound.</summary>
/// <remarks>
/// The nodes and edges of rings at the same distance are compared by error-correcting assignments, each divided by the larger number, with equal weights for the three and for all distances; a
/// missing ring is compared with an empty one. Equal rings share a number, so that small graphs compare few. Reference: D. B. Blumenthal, S. Bougleux, J. Gamper and L. Brun, "Ring based
/// approximation of graph edit distance", S+SSPR 2018.
/// </remarks>
public sealed class RingSolver : AssignmentSolver
{
    /// <inheritdoc/>
    public override string Name => "ring";

    private protected override void Fill(EditProblem problem, ReducedAssignment assignment)
    {
        var classes = new NodeClasses(problem);
        var (nodeSets, edgeSets) = (new CodeSets(), new CodeSets());
        var first = new RingNumbers(problem.SourceNeighbours, problem.SourceCodes, classes.First, nodeSets, edgeSets);
        var second = new RingNumbers(problem.TargetNeighbours, problem.TargetCodes, classes.Second, nodeSets, edgeSets);
        var nodes = new CodeSetDistances(nodeSets, new SetDistance(classes.Cost, classes.Count));
        var edges = new CodeSetDistances(edgeSets, new SetDistance(problem.PairCost, problem.CodeCount));
        var scale = RingNumbers.PerRing * Math.Max(1, Math.Max(first.Depth, second.Depth));
        var (deletions, insertions) = (new double[problem.Rows], new double[problem.Columns]);
        for (var i = 0; i < deletions.Length; i++)
        {
            deletions[i] = Distance(first.Around(i), [], nodes, edges) / scale;
        }

        for (var k = 0; k < insertions.Length; k++)
        {
            insertions[k] = Distance([], second.Around(k), nodes, edges) / scale;
        }

        for (var i = 0; i < deletions.Length; i++)
        {
            var rings = first.Around(i);
            for (var k = 0; k < insertions.Length; k++)
            {
                assignment.Gain[(i * insertions.Length) + k] = (Distance(rings, second.Around(k), nodes, edges) / scale) - deletions[i] - insertions[k];
            }
        }

        assignment.Base = deletions.Sum() + insertions.Sum();
    }

    private static double Distance(ReadOnlySpan<int> first, ReadOnlySpan<int> second, CodeSetDistances nodes, CodeSetDistances edges)
    {
        var sum = 0.0;
        for (var at = 0; at < Math.Max(first.Length, second.Length); at += RingNumbers.PerRing)
        {
            // Number 0 is the empty set, which stands for what a missing ring has.
            ReadOnlySpan<int> one = at < first.Length ? first.Slice(at, RingNumbers.PerRing) : [0, 0, 0];
            ReadOnlySpan<int> other = at < second.Length ? second.Slice(at, RingNumbers.PerRing) : [0, 0, 0];
            sum += nodes.Between(one[0], other[0]) + edges.Between(one[1], other[1]) + edges.Between(one[2], other[2]);
        }

        return sum;
    }
}
