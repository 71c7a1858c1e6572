namespace ResearchKit.Graphs.Neural;

/// <summary>The unordered pairs of nodes i &lt; j of a padded graph, in the order (0, 1), (0, 2), ..., (1, 2), ...</summary>
public static class NodePairs
{
    /// <summary>Number of pairs: M = N(N − 1)/2.</summary>
    /// <param name="nodes">N.</param>
    /// <returns>M.</returns>
    public static int Count(int nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        return nodes * (nodes - 1) / 2;
    }

    /// <summary>The smaller node of each pair.</summary>
    /// <param name="nodes">N.</param>
    /// <returns>M nodes.</returns>
    public static long[] First(int nodes) => [.. Enumerable.Range(0, nodes).SelectMany(i => Enumerable.Repeat((long)i, nodes - 1 - i))];

    /// <summary>The larger node of each pair.</summary>
    /// <param name="nodes">N.</param>
    /// <returns>M nodes.</returns>
    public static long[] Second(int nodes) => [.. Enumerable.Range(0, nodes).SelectMany(i => Enumerable.Range(i + 1, nodes - 1 - i).Select(j => (long)j))];
}
