namespace ResearchKit.Display;

/// <summary>Finds places for the words beside the edges of a graph, so that they cover neither each other nor a node.</summary>
internal static class EdgeLabels
{
    /// <summary>Beyond this distance, a share of the drawing, more room is no better.</summary>
    private const double Enough = 0.11;

    private static readonly double[] Shares = [0.3, 0.4, 0.22, 0.6, 0.7, 0.5, 0.78];

    /// <summary>Each word goes to the place along its edge that is farthest from the words before it and from the nodes; ties take the first.</summary>
    public static List<(string Text, double X, double Y)> Place(IReadOnlyList<GraphNode> nodes, IReadOnlyList<GraphEdge> edges)
    {
        var places = nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        var width = Reach(nodes.Select(node => node.X));
        var height = Reach(nodes.Select(node => node.Y));
        var occupied = nodes.Select(node => (node.X, node.Y)).ToList();
        var labels = new List<(string Text, double X, double Y)>();
        foreach (var edge in edges)
        {
            if (edge.Label is not { } text)
            {
                continue;
            }

            var (from, to) = (places[edge.From], places[edge.To]);
            var (x, y) = Shares
                .Select(share => (X: from.X + (share * (to.X - from.X)), Y: from.Y + (share * (to.Y - from.Y))))
                .MaxBy(place => Math.Min(Enough, occupied.Min(other => Distance(place, other, width, height))));
            occupied.Add((x, y));
            labels.Add((text, x, y));
        }

        return labels;
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b, double width, double height) =>
        Math.Sqrt(Math.Pow((a.X - b.X) / width, 2) + Math.Pow((a.Y - b.Y) / height, 2));

    private static double Reach(IEnumerable<double> values)
    {
        var list = values.ToList();
        return list.Count == 0 ? 1 : Math.Max(1, list.Max() - list.Min());
    }
}
