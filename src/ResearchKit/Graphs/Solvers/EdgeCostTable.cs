namespace ResearchKit.Graphs;

/// <summary>The costs of single directed edges over the labels of both graphs; place 0 is "no edge".</summary>
internal sealed class EdgeCostTable
{
    private readonly double[] _costs;
    private readonly List<GraphLabel> _labels;

    public EdgeCostTable(Graph source, Graph target, IEditCosts costs)
    {
        _labels = [.. source.EdgeAlphabet];
        _labels.AddRange(target.EdgeAlphabet.Where(label => !_labels.Contains(label)));
        Count = _labels.Count + 1;
        _costs = new double[Count * Count];
        for (var a = 1; a < Count; a++)
        {
            _costs[a * Count] = EditCostCheck.Require(costs.EdgeDeletion(_labels[a - 1]), "deleting an edge", _labels[a - 1]);
            _costs[a] = EditCostCheck.Require(costs.EdgeInsertion(_labels[a - 1]), "inserting an edge", _labels[a - 1]);
        }

        for (var a = 1; a < Count; a++)
        {
            for (var b = 1; b < Count; b++)
            {
                var change = EditCostCheck.Require(costs.EdgeSubstitution(_labels[a - 1], _labels[b - 1]), "changing an edge", _labels[a - 1], _labels[b - 1]);
                _costs[(a * Count) + b] = Math.Min(change, _costs[a * Count] + _costs[b]);
            }
        }
    }

    /// <summary>Labels of both graphs, and "no edge".</summary>
    public int Count { get; }

    /// <summary>What it costs to turn one edge into another, or to delete and insert, whichever is cheaper.</summary>
    public double this[int from, int to] => _costs[(from * Count) + to];

    /// <summary>The place of an edge's label.</summary>
    public int CodeOf(GraphLabel label) => _labels.IndexOf(label) + 1;
}
