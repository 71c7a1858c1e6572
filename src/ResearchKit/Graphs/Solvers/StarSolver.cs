namespace ResearchKit.Graphs;

/// <summary>STAR: pairs nodes by their labels, degrees and the labels of their neighbours, at one unit of cost for each difference; a lower bound after scaling.</summary>
/// <remarks>
/// The unit is the least cost of any deletion, insertion, or substitution of labels that differ; edge labels do not count. The optimum is divided by max(4, largest degree + 1), since one operation
/// changes at most so many stars. Reference: Z. Zeng, A. K. H. Tung, J. Wang, J. Feng and L. Zhou, "Comparing stars: on approximating graph edit distance", PVLDB 2 (2009), lemma 4.1.
/// </remarks>
public sealed class StarSolver : AssignmentSolver
{
    /// <inheritdoc/>
    public override string Name => "star";

    private protected override void Fill(EditProblem problem, ReducedAssignment assignment)
    {
        var labels = problem.Source.NodeAlphabet.Union(problem.Target.NodeAlphabet).Select((label, place) => (label, place)).ToDictionary(pair => pair.label, pair => pair.place);
        var first = Neighbours(problem.Source, problem.SourceNeighbours, labels);
        var second = Neighbours(problem.Target, problem.TargetNeighbours, labels);
        var (firstLabels, secondLabels) = (Labels(problem.Source, labels), Labels(problem.Target, labels));
        var unit = Unit(problem);
        for (var i = 0; i < problem.Rows; i++)
        {
            for (var k = 0; k < problem.Columns; k++)
            {
                var (d, e) = (first[i].Length, second[k].Length);
                var differs = firstLabels[i] == secondLabels[k] ? 0 : 1;
                var substitution = differs + (2 * Math.Max(d, e)) - Math.Min(d, e) - EdgeSetSaving.Common(first[i], second[k]);
                assignment.Gain[(i * problem.Columns) + k] = unit * (substitution - (1 + (2 * d)) - (1 + (2 * e)));
            }
        }

        var all = first.Concat(second).ToArray();
        assignment.Base = unit * all.Sum(neighbours => 1 + (2 * neighbours.Length));
        assignment.BoundScale = 1.0 / Math.Max(4, all.Select(neighbours => neighbours.Length).DefaultIfEmpty().Max() + 1);
    }

    private static int[] Labels(Graph graph, Dictionary<GraphLabel, int> labels) => [.. Enumerable.Range(0, graph.NodeCount).Select(node => labels[graph.NodeLabel(node)])];

    /// <summary>The sorted labels of each node's neighbours.</summary>
    private static int[][] Neighbours(Graph graph, int[][] neighbours, Dictionary<GraphLabel, int> labels) =>
        Array.ConvertAll(neighbours, list => list.Select(node => labels[graph.NodeLabel(node)]).Order().ToArray());

    private static double Unit(EditProblem problem)
    {
        var (costs, source, target) = (problem.Costs, problem.Source, problem.Target);
        var all = source.NodeAlphabet.Select(costs.NodeDeletion)
            .Concat(target.NodeAlphabet.Select(costs.NodeInsertion))
            .Concat(source.EdgeAlphabet.Select(costs.EdgeDeletion))
            .Concat(target.EdgeAlphabet.Select(costs.EdgeInsertion))
            .Concat(source.NodeAlphabet.SelectMany(from => target.NodeAlphabet.Where(to => !to.Equals(from)).Select(to => costs.NodeSubstitution(from, to))));
        return all.DefaultIfEmpty().Min();
    }
}
