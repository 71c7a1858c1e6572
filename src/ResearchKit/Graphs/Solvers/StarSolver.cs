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
        var (firstLabels, secondLabels) = Labels(problem.Source, problem.Target);
        var first = Neighbours(problem.SourceNeighbours, firstLabels);
        var second = Neighbours(problem.TargetNeighbours, secondLabels);
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

        var (ends, largest) = (0, 0);
        foreach (var neighbours in (int[][])[.. first, .. second])
        {
            (ends, largest) = (ends + neighbours.Length, Math.Max(largest, neighbours.Length));
        }

        assignment.Base = unit * (first.Length + second.Length + (2 * ends));
        assignment.BoundScale = 1.0 / Math.Max(4, largest + 1);
    }

    /// <summary>The labels of all nodes as numbers, equal where labels are.</summary>
    private static (int[] First, int[] Second) Labels(Graph source, Graph target)
    {
        List<GraphLabel> all = [.. source.NodeAlphabet];
        var ofTarget = new int[target.NodeAlphabet.Count];
        for (var label = 0; label < ofTarget.Length; label++)
        {
            ofTarget[label] = all.IndexOf(target.NodeAlphabet[label]);
            if (ofTarget[label] < 0)
            {
                ofTarget[label] = all.Count;
                all.Add(target.NodeAlphabet[label]);
            }
        }

        var second = new int[target.NodeCount];
        for (var k = 0; k < second.Length; k++)
        {
            second[k] = ofTarget[target.NodeCodes[k]];
        }

        return (source.NodeCodes.ToArray(), second);
    }

    /// <summary>The sorted labels of each node's neighbours.</summary>
    private static int[][] Neighbours(int[][] neighbours, int[] labels)
    {
        var result = new int[neighbours.Length][];
        for (var i = 0; i < result.Length; i++)
        {
            var list = new int[neighbours[i].Length];
            for (var place = 0; place < list.Length; place++)
            {
                list[place] = labels[neighbours[i][place]];
            }

            list.AsSpan().Sort();
            result[i] = list;
        }

        return result;
    }

    private static double Unit(EditProblem problem)
    {
        var (costs, source, target) = (problem.Costs, problem.Source, problem.Target);
        var least = double.PositiveInfinity;
        foreach (var label in source.NodeAlphabet)
        {
            least = Math.Min(least, costs.NodeDeletion(label));
            foreach (var other in target.NodeAlphabet)
            {
                least = label.Equals(other) ? least : Math.Min(least, costs.NodeSubstitution(label, other));
            }
        }

        foreach (var label in target.NodeAlphabet)
        {
            least = Math.Min(least, costs.NodeInsertion(label));
        }

        foreach (var label in source.EdgeAlphabet)
        {
            least = Math.Min(least, costs.EdgeDeletion(label));
        }

        foreach (var label in target.EdgeAlphabet)
        {
            least = Math.Min(least, costs.EdgeInsertion(label));
        }

        return double.IsFinite(least) ? least : 0;
    }
}
