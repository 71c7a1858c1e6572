using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>An error-correcting assignment of nodes in reduced form: what each pair gains over deletion and insertion, and what deleting and inserting all costs.</summary>
/// <param name="gain">Substitution − deletion − insertion; row-major. Filled by the method.</param>
/// <param name="rows">Nodes of the first graph.</param>
/// <param name="columns">Nodes of the second graph.</param>
internal sealed class ReducedAssignment(double[] gain, int rows, int columns)
{
    /// <summary>The gains.</summary>
    public double[] Gain => gain;

    /// <summary>The cost of deleting and inserting all.</summary>
    public double Base { get; set; }

    /// <summary>What the optimum is multiplied by to be a lower bound of the distance; null where it is none.</summary>
    public double? BoundScale { get; set; }

    /// <summary>Solves it.</summary>
    /// <returns>The optimal map, −1 for a deleted node, and the optimum.</returns>
    public (int[] Map, double Optimum) Solve(AssignmentWorkspace workspace)
    {
        var map = new int[rows];
        var reduced = new double[gain.Length];
        for (var k = 0; k < gain.Length; k++)
        {
            reduced[k] = Math.Min(gain[k], 0);
        }

        var optimum = Base + workspace.Solve(reduced, rows, columns, map);
        for (var i = 0; i < rows; i++)
        {
            map[i] = map[i] >= 0 && gain[(i * columns) + map[i]] > 0 ? -1 : map[i];
        }

        return (map, optimum);
    }
}
