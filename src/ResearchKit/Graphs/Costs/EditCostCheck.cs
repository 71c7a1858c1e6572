using System.Globalization;

namespace ResearchKit.Graphs;

/// <summary>Looks through edit costs over the labels that occur: refuses what no solver accepts, warns of what is not a metric.</summary>
/// <remarks>Each law is reported once, with the first labels that break it. Triangles are tried over at most 64 labels. Time O(labels³) at most.</remarks>
public static class EditCostCheck
{
    private const int LargestAlphabet = 64;
    private const double Slack = 1e-12;

    /// <summary>Checks costs for two graphs.</summary>
    /// <param name="costs">The costs.</param>
    /// <param name="source">The first graph.</param>
    /// <param name="target">The second graph.</param>
    /// <returns>The laws broken, in the order of <see cref="EditCostIssue"/>; none for a metric.</returns>
    /// <exception cref="ArgumentException">A cost is negative, NaN or infinite.</exception>
    public static IReadOnlyList<EditCostWarning> Inspect(IEditCosts costs, Graph source, Graph target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return Inspect(costs, source.NodeAlphabet.Union(target.NodeAlphabet), source.EdgeAlphabet.Union(target.EdgeAlphabet));
    }

    /// <summary>Checks costs over labels.</summary>
    /// <param name="costs">The costs.</param>
    /// <param name="nodeLabels">The labels that nodes may have.</param>
    /// <param name="edgeLabels">The labels that edges may have.</param>
    /// <returns>The laws broken, in the order of <see cref="EditCostIssue"/>; none for a metric.</returns>
    /// <exception cref="ArgumentException">A cost is negative, NaN or infinite.</exception>
    public static IReadOnlyList<EditCostWarning> Inspect(IEditCosts costs, IEnumerable<GraphLabel> nodeLabels, IEnumerable<GraphLabel> edgeLabels)
    {
        ArgumentNullException.ThrowIfNull(costs);
        var found = new SortedDictionary<EditCostIssue, EditCostWarning>();
        InspectKind(found, "a node", [.. nodeLabels.Distinct()], costs.NodeDeletion, costs.NodeInsertion, costs.NodeSubstitution);
        InspectKind(found, "an edge", [.. edgeLabels.Distinct()], costs.EdgeDeletion, costs.EdgeInsertion, costs.EdgeSubstitution);
        return [.. found.Values];
    }

    /// <summary>Refuses a cost that no solver accepts.</summary>
    /// <returns>The cost.</returns>
    internal static double Require(double cost, string operation, GraphLabel label, GraphLabel? other = null)
    {
        if (double.IsFinite(cost) && cost >= 0)
        {
            return cost;
        }

        var labels = other is null ? $"'{label}'" : $"'{label}' by '{other}'";
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The cost of {operation} {labels} is {cost}; expected a finite number of at least 0."), nameof(cost));
    }

    private static void InspectKind(
        SortedDictionary<EditCostIssue, EditCostWarning> found,
        string kind,
        GraphLabel[] labels,
        Func<GraphLabel, double> deletion,
        Func<GraphLabel, double> insertion,
        Func<GraphLabel, GraphLabel, double> substitution)
    {
        var delete = Array.ConvertAll(labels, label => Require(deletion(label), $"deleting {kind}", label));
        var insert = Array.ConvertAll(labels, label => Require(insertion(label), $"inserting {kind}", label));
        var change = new double[labels.Length, labels.Length];
        for (var a = 0; a < labels.Length; a++)
        {
            for (var b = 0; b < labels.Length; b++)
            {
                change[a, b] = Require(substitution(labels[a], labels[b]), $"changing {kind}", labels[a], labels[b]);
            }
        }

        void Warn(EditCostIssue issue, FormattableString message) =>
            found.TryAdd(issue, new EditCostWarning(issue, message.ToString(CultureInfo.InvariantCulture)));

        for (var a = 0; a < labels.Length; a++)
        {
            if (delete[a] != insert[a])
            {
                Warn(EditCostIssue.NotSymmetric, $"deleting {kind} '{labels[a]}' costs {delete[a]} and inserting it {insert[a]}: the distance from A to B differs from that from B to A");
            }

            if (delete[a] == 0 || insert[a] == 0)
            {
                Warn(EditCostIssue.FreeChange, $"deleting or inserting {kind} '{labels[a]}' is free: different graphs may lie at distance 0");
            }

            if (change[a, a] > 0)
            {
                Warn(EditCostIssue.CostlyIdentity, $"keeping {kind} '{labels[a]}' costs {change[a, a]}: a graph may lie away from itself");
            }

            for (var b = 0; b < labels.Length; b++)
            {
                InspectPair(Warn, kind, labels, delete, insert, change, a, b);
            }
        }
    }

    private static void InspectPair(
        Action<EditCostIssue, FormattableString> warn, string kind, GraphLabel[] labels, double[] delete, double[] insert, double[,] change, int a, int b)
    {
        if (change[a, b] != change[b, a])
        {
            warn(EditCostIssue.NotSymmetric, $"changing {kind} '{labels[a]}' into '{labels[b]}' costs {change[a, b]} and back {change[b, a]}: the distance from A to B differs from that from B to A");
        }

        if (change[a, b] > (delete[a] + insert[b]) * (1 + Slack))
        {
            var consequence = kind == "a node"
                ? "the exact solvers must also try deletions, and take longer"
                : "such an edge is deleted and inserted instead";
            warn(EditCostIssue.DeletionAndInsertionBeatSubstitution, $"changing {kind} '{labels[a]}' into '{labels[b]}' costs {change[a, b]}, deleting and inserting {delete[a] + insert[b]}: {consequence}");
        }

        if (a != b && change[a, b] == 0)
        {
            warn(EditCostIssue.FreeChange, $"changing {kind} '{labels[a]}' into '{labels[b]}' is free: different graphs may lie at distance 0");
        }

        for (var c = 0; c < Math.Min(labels.Length, LargestAlphabet); c++)
        {
            if (change[a, b] > (change[a, c] + change[c, b]) * (1 + Slack))
            {
                warn(EditCostIssue.TriangleBroken, $"changing {kind} '{labels[a]}' into '{labels[b]}' costs {change[a, b]}, by way of '{labels[c]}' {change[a, c] + change[c, b]}: the triangle inequality may fail, since a path changes a label at most once");
                return;
            }
        }
    }
}
