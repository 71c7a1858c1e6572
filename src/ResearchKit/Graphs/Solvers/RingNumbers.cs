namespace ResearchKit.Graphs;

/// <summary>The rings around every node of a graph: for each distance the numbers of three sets, the classes of the nodes there, the codes of the edges among them, and those of the edges to the next ring.</summary>
internal sealed class RingNumbers
{
    /// <summary>Sets of a ring.</summary>
    public const int PerRing = 3;

    private readonly int[] _start;
    private int[] _numbers;

    /// <summary>Finds the rings by a breadth-first search from each node.</summary>
    /// <param name="neighbours">The neighbours of each node.</param>
    /// <param name="codes">The pair codes, n × n.</param>
    /// <param name="classes">The class of each node.</param>
    /// <param name="nodeSets">Numbers the sets of classes.</param>
    /// <param name="edgeSets">Numbers the sets of codes.</param>
    public RingNumbers(int[][] neighbours, int[] codes, int[] classes, CodeSets nodeSets, CodeSets edgeSets)
    {
        var n = neighbours.Length;
        var ends = 0;
        foreach (var list in neighbours)
        {
            ends += list.Length;
        }

        _start = new int[n + 1];
        _numbers = new int[Math.Max(1, n) * PerRing * 4];
        var (distance, queue, members) = (new int[n], new int[n], new int[n]);
        var (inner, outer) = (new int[ends / 2], new int[ends / 2]);
        for (var root = 0; root < n; root++)
        {
            var at = _start[root];
            Array.Fill(distance, -1);
            distance[root] = 0;
            queue[0] = root;
            for (var (begin, end, level) = (0, 1, 0); begin < end; level++)
            {
                var (last, inside, outside) = (end, 0, 0);
                for (var place = begin; place < end; place++)
                {
                    var node = queue[place];
                    members[place - begin] = classes[node];
                    foreach (var other in neighbours[node])
                    {
                        if (distance[other] < 0)
                        {
                            distance[other] = level + 1;
                            queue[last++] = other;
                        }

                        if (distance[other] > level)
                        {
                            outer[outside++] = codes[(node * n) + other];
                        }
                        else if (distance[other] == level && other > node)
                        {
                            inner[inside++] = codes[(node * n) + other];
                        }
                    }
                }

                if (at + PerRing > _numbers.Length)
                {
                    Array.Resize(ref _numbers, 2 * _numbers.Length);
                }

                _numbers[at++] = nodeSets.NumberOf(members.AsSpan(0, end - begin));
                _numbers[at++] = edgeSets.NumberOf(inner.AsSpan(0, inside));
                _numbers[at++] = edgeSets.NumberOf(outer.AsSpan(0, outside));
                (begin, end) = (end, last);
            }

            _start[root + 1] = at;
            Depth = Math.Max(Depth, (at - _start[root]) / PerRing);
        }
    }

    /// <summary>The largest number of rings around a node, its own included.</summary>
    public int Depth { get; }

    /// <summary>The numbers of the sets around a node, ring after ring.</summary>
    public ReadOnlySpan<int> Around(int node) => _numbers.AsSpan(_start[node], _start[node + 1] - _start[node]);
}
