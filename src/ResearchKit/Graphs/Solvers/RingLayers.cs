namespace ResearchKit.Graphs;

/// <summary>The rings around a node: for each distance the classes of the nodes there, the codes of the edges among them and of those to the next ring.</summary>
internal sealed class RingLayers
{
    private readonly List<int[]> _nodes = [];
    private readonly List<int[]> _inner = [];
    private readonly List<int[]> _outer = [];

    /// <summary>No rings.</summary>
    public RingLayers()
    {
    }

    /// <summary>The rings around a root, by breadth-first search.</summary>
    public RingLayers(int root, int[][] neighbours, int[] codes, int[] classes)
    {
        var n = neighbours.Length;
        var distance = new int[n];
        Array.Fill(distance, -1);
        distance[root] = 0;
        int[] ring = [root];
        while (ring.Length > 0)
        {
            var level = _nodes.Count;
            var (next, inner, outer) = (new List<int>(), new List<int>(), new List<int>());
            foreach (var node in ring)
            {
                foreach (var other in neighbours[node])
                {
                    if (distance[other] < 0)
                    {
                        distance[other] = level + 1;
                        next.Add(other);
                    }

                    if (distance[other] == level + 1)
                    {
                        outer.Add(codes[(node * n) + other]);
                    }
                    else if (distance[other] == level && other > node)
                    {
                        inner.Add(codes[(node * n) + other]);
                    }
                }
            }

            inner.Sort();
            outer.Sort();
            _nodes.Add([.. ring.Select(node => classes[node]).Order()]);
            _inner.Add([.. inner]);
            _outer.Add([.. outer]);
            ring = [.. next];
        }
    }

    /// <summary>Number of rings, the root included.</summary>
    public int Count => _nodes.Count;

    /// <summary>The classes of the nodes at a distance, sorted.</summary>
    public int[] Nodes(int distance) => At(_nodes, distance);

    /// <summary>The codes of the edges within a ring, sorted.</summary>
    public int[] InnerEdges(int distance) => At(_inner, distance);

    /// <summary>The codes of the edges from a ring to the next, sorted.</summary>
    public int[] OuterEdges(int distance) => At(_outer, distance);

    private static int[] At(List<int[]> rings, int distance) => distance < rings.Count ? rings[distance] : [];
}
