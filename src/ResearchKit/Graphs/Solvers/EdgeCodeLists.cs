namespace ResearchKit.Graphs;

/// <summary>The codes of the edges of some nodes, sorted, in one buffer.</summary>
internal sealed class EdgeCodeLists
{
    private readonly int[][] _neighbours;
    private readonly int[] _codes;
    private readonly int[] _buffer;
    private readonly int[] _start;

    public EdgeCodeLists(int[][] neighbours, int[] codes)
    {
        (_neighbours, _codes) = (neighbours, codes);
        _buffer = new int[neighbours.Sum(list => list.Length)];
        _start = new int[neighbours.Length + 1];
    }

    /// <summary>The sorted codes of one of the nodes collected.</summary>
    public ReadOnlySpan<int> this[int place] => _buffer.AsSpan(_start[place], _start[place + 1] - _start[place]);

    /// <summary>Collects all edges of all nodes.</summary>
    public void CollectAll()
    {
        int[] nodes = [.. Enumerable.Range(0, _neighbours.Length)];
        Collect(nodes, new bool[nodes.Length]);
    }

    /// <summary>Collects the edges of some nodes, those to excluded nodes left out.</summary>
    public void Collect(ReadOnlySpan<int> nodes, ReadOnlySpan<bool> excluded)
    {
        var at = 0;
        for (var k = 0; k < nodes.Length; k++)
        {
            _start[k] = at;
            foreach (var other in _neighbours[nodes[k]])
            {
                if (!excluded[other])
                {
                    _buffer[at++] = _codes[(nodes[k] * _neighbours.Length) + other];
                }
            }

            _start[k + 1] = at;
            _buffer.AsSpan(_start[k], at - _start[k]).Sort();
        }
    }
}
