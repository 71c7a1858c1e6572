using ResearchKit.Onnx;

namespace ResearchKit.Display;

/// <summary>Places for the layers of a network: from left to right by depth, in rows that turn at their ends, with branches above the way that skips them.</summary>
internal sealed class LayerPlaces
{
    private const int ShortestRow = 8;
    private const int LongestRow = 14;
    private const double Lift = 0.85;
    private const double RowGap = 1.1;

    private readonly IReadOnlyList<OnnxLayer> _layers;
    private readonly int[] _depth;
    private readonly bool[] _isSkipped;

    public LayerPlaces(IReadOnlyList<OnnxLayer> layers)
    {
        _layers = layers;
        _depth = new int[layers.Count];
        for (var i = 0; i < layers.Count; i++)
        {
            _depth[i] = layers[i].Inputs.Count == 0 ? 0 : 1 + layers[i].Inputs.Max(input => _depth[input]);
        }

        _isSkipped = [.. Enumerable.Range(0, _depth.DefaultIfEmpty(0).Max() + 1).Select(IsSkipped)];
        Places = new (double X, double Y)[layers.Count];
        var rows = Rows();
        Columns = rows.Max(row => row.Count);
        var (top, left) = (0.0, 0);
        for (var row = 0; row < rows.Count; row++)
        {
            var (depths, step) = (rows[row], row % 2 == 0 ? 1 : -1);
            top = Place(depths, left, step, top) - RowGap;
            left += step * (depths.Count - 1); // the next row starts below the end of this one
        }

        Bottom = top + RowGap;
        var leftmost = Places.Min(place => place.X);
        Places = Array.ConvertAll(Places, place => (place.X - leftmost, place.Y));
    }

    /// <summary>Where each layer stands; the leftmost at 0, the highest row at 0 and below.</summary>
    public (double X, double Y)[] Places { get; }

    /// <summary>How many layers stand side by side at most.</summary>
    public int Columns { get; }

    /// <summary>The lowest place.</summary>
    public double Bottom { get; }

    /// <summary>Depths row by row; a row ends where nothing is skipped, so that no block is torn apart, unless it would grow too long.</summary>
    private List<List<int>> Rows()
    {
        var rows = new List<List<int>> { new() };
        for (var depth = 0; depth < _isSkipped.Length; depth++)
        {
            rows[^1].Add(depth);
            var ends = rows[^1].Count >= LongestRow || (rows[^1].Count >= ShortestRow && !_isSkipped[depth]);
            if (ends && depth < _isSkipped.Length - 1)
            {
                rows.Add([]);
            }
        }

        return rows;
    }

    private double Place(List<int> depths, int left, int step, double top)
    {
        var members = depths.Select(depth => Enumerable.Range(0, _layers.Count).Where(i => _depth[i] == depth).ToList()).ToList();
        var heights = depths.Zip(members, (depth, layers) => layers.Count - 1 + (_isSkipped[depth] ? Lift : 0)).ToList();
        var bottom = top - heights.Max();
        for (var column = 0; column < depths.Count; column++)
        {
            for (var lane = 0; lane < members[column].Count; lane++)
            {
                Places[members[column][lane]] = (left + (step * column), bottom + heights[column] - lane);
            }
        }

        return bottom;
    }

    /// <summary>Whether a connection passes by all layers of a depth.</summary>
    private bool IsSkipped(int depth) =>
        Enumerable.Range(0, _layers.Count).Any(i => _depth[i] > depth && _layers[i].Inputs.Any(input => _depth[input] < depth));
}
