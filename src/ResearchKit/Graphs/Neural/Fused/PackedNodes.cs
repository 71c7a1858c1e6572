using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>The nodes of several graphs one after another, without padding between graphs, and who their neighbours are.</summary>
/// <remarks>For blocks of numbers with one row for each feature and one column for each node; rows are padded to whole vectors.</remarks>
internal sealed class PackedNodes
{
    private readonly int[] _neighbourStart;
    private readonly int[] _neighbours;
    private readonly int[] _place;

    /// <summary>Packs graphs.</summary>
    /// <param name="graphs">The graphs.</param>
    /// <param name="padded">N: the nodes of each graph where they lie padded.</param>
    /// <param name="labelOfNode">The place of each padded node's label, −1 for padding.</param>
    public PackedNodes(IReadOnlyList<Graph> graphs, int padded, int[] labelOfNode)
    {
        _place = [.. Enumerable.Range(0, labelOfNode.Length).Where(node => labelOfNode[node] >= 0)];
        Labels = Array.ConvertAll(_place, node => labelOfNode[node]);
        var columnOfPlace = new int[labelOfNode.Length];
        for (var column = 0; column < _place.Length; column++)
        {
            columnOfPlace[_place[column]] = column;
        }

        var neighbours = Array.ConvertAll(_place, _ => new List<int>());
        for (var g = 0; g < graphs.Count; g++)
        {
            foreach (var edge in graphs[g].Edges)
            {
                var (i, j) = (columnOfPlace[(g * padded) + edge.Source], columnOfPlace[(g * padded) + edge.Target]);
                neighbours[i].Add(j);
                neighbours[j].Add(i);
            }
        }

        _neighbours = [.. neighbours.SelectMany(list => list)];
        _neighbourStart = new int[_place.Length + 1];
        Stride = (_place.Length + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        Degrees = new float[Stride];
        for (var column = 0; column < _place.Length; column++)
        {
            Degrees[column] = neighbours[column].Count;
            _neighbourStart[column + 1] = _neighbourStart[column] + neighbours[column].Count;
        }
    }

    /// <summary>Number of nodes.</summary>
    public int Count => _place.Length;

    /// <summary>Numbers from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>The place of each node's label.</summary>
    public int[] Labels { get; }

    /// <summary>Number of neighbours of each node, 0 beyond the last.</summary>
    public float[] Degrees { get; }

    /// <summary>Adds to each node of a row what its neighbours have in another row.</summary>
    public void AddNeighbours(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var column = 0; column < Count; column++)
        {
            var sum = 0f;
            for (var k = _neighbourStart[column]; k < _neighbourStart[column + 1]; k++)
            {
                sum += from[_neighbours[k]];
            }

            to[column] += sum;
        }
    }

    /// <summary>Rows of features as (padded nodes, features), 0 for padding.</summary>
    public float[] Spread(ReadOnlySpan<float> rows, int features, int paddedNodes)
    {
        var values = new float[paddedNodes * features];
        for (var column = 0; column < Count; column++)
        {
            for (var f = 0; f < features; f++)
            {
                values[(_place[column] * features) + f] = rows[(f * Stride) + column];
            }
        }

        return values;
    }

    /// <summary>The opposite of <see cref="Spread"/>: what lies at padding is dropped.</summary>
    public void Gather(ReadOnlySpan<float> values, int features, Span<float> rows)
    {
        for (var column = 0; column < Count; column++)
        {
            for (var f = 0; f < features; f++)
            {
                rows[(f * Stride) + column] = values[(_place[column] * features) + f];
            }
        }
    }
}
