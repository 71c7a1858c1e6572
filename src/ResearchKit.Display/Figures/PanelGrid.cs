namespace ResearchKit.Display;

/// <summary>Divides the plot area among panels, with room between them for labels and colour bars.</summary>
internal sealed class PanelGrid
{
    private const double ColumnGap = 84;
    private const double RowGap = 96;
    private const int ColorBarWidth = 84;

    private readonly int _columns;
    private readonly int _rows;
    private readonly double _width;
    private readonly bool[] _columnHasColorBar;

    public PanelGrid(IReadOnlyList<FigureState> panels, int columns, int width, int height)
    {
        _columns = columns;
        _rows = (panels.Count + columns - 1) / columns;
        Height = height;
        _columnHasColorBar = new bool[columns];
        for (var panel = 0; panel < panels.Count; panel++)
        {
            _columnHasColorBar[panel % columns] |= panels[panel].Traces.Any(trace => trace.HasColorBar);
        }

        _width = width - RightColorBarWidth;
    }

    /// <summary>The height of the plot area in CSS pixels.</summary>
    public double Height { get; }

    /// <summary>What the right margin needs for a colour bar beside the last column.</summary>
    public int RightColorBarWidth => _columnHasColorBar[^1] ? ColorBarWidth : 0;

    /// <summary>The place of a panel; panels go row by row from the top left.</summary>
    public PanelPlace Place(int panel)
    {
        var (row, column) = (panel / _columns, panel % _columns);
        var gaps = Enumerable.Range(0, _columns - 1).Select(GapAfter).ToList();
        var panelWidth = (_width - gaps.Sum()) / _columns;
        var left = (column * panelWidth) + gaps.Take(column).Sum();
        var panelHeight = (Height - ((_rows - 1) * RowGap)) / _rows;
        var top = Height - (row * (panelHeight + RowGap));
        return new PanelPlace(left / _width, (left + panelWidth) / _width, Math.Max(0, (top - panelHeight) / Height), top / Height);
    }

    private double GapAfter(int column) => ColumnGap + (_columnHasColorBar[column] ? ColorBarWidth : 0);
}
