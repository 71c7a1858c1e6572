using ResearchKit.Graphs;

namespace ResearchKit.Tests.Graphs.Solvers;

/// <summary>RING as it is written down: lists for every ring, every distance computed anew. The oracle of the fast form.</summary>
internal static class PlainRings
{
    public static (double[] Gain, double Base) Of(EditProblem problem)
    {
        var classes = new NodeClasses(problem);
        var (nodes, edges) = (new SetDistance(classes.Cost, classes.Count), new SetDistance(problem.PairCost, problem.CodeCount));
        var first = Enumerable.Range(0, problem.Rows).Select(root => Rings(root, problem.SourceNeighbours, problem.SourceCodes, classes.First)).ToArray();
        var second = Enumerable.Range(0, problem.Columns).Select(root => Rings(root, problem.TargetNeighbours, problem.TargetCodes, classes.Second)).ToArray();
        var depth = Math.Max(1, first.Concat(second).Select(rings => rings.Count).DefaultIfEmpty().Max());
        double Distance(List<int[][]> one, List<int[][]> other)
        {
            int[][] Ring(List<int[][]> rings, int distance) => distance < rings.Count ? rings[distance] : [[], [], []];
            var sum = 0.0;
            for (var distance = 0; distance < Math.Max(one.Count, other.Count); distance++)
            {
                var (a, b) = (Ring(one, distance), Ring(other, distance));
                sum += nodes.Between(a[0], b[0]) + edges.Between(a[1], b[1]) + edges.Between(a[2], b[2]);
            }

            return sum / (3 * depth);
        }

        var (deletions, insertions) = (first.Select(rings => Distance(rings, [])).ToArray(), second.Select(rings => Distance([], rings)).ToArray());
        var gain = first.SelectMany((one, i) => second.Select((other, k) => Distance(one, other) - deletions[i] - insertions[k])).ToArray();
        return (gain, deletions.Sum() + insertions.Sum());
    }

    /// <summary>For each distance the sorted classes of the nodes, codes of the edges among them, and codes of the edges outwards.</summary>
    private static List<int[][]> Rings(int root, int[][] neighbours, int[] codes, int[] classes)
    {
        var distances = new Dictionary<int, int> { [root] = 0 };
        var queue = new Queue<int>([root]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var other in neighbours[node].Where(other => distances.TryAdd(other, distances[node] + 1)))
            {
                queue.Enqueue(other);
            }
        }

        int[] Codes(int from, int to) =>
            [.. distances.Keys.Where(i => distances[i] == from).SelectMany(i => neighbours[i].Where(j => distances[j] == to && (from != to || j > i)).Select(j => codes[(i * neighbours.Length) + j])).Order()];
        return [.. Enumerable.Range(0, distances.Values.Max() + 1).Select(level => new[]
        {
            [.. distances.Keys.Where(i => distances[i] == level).Select(i => classes[i]).Order()],
            Codes(level, level),
            Codes(level, level + 1),
        })];
    }
}
