namespace ResearchKit.Display;

/// <summary>A line or a word in a figure that is not data.</summary>
internal abstract record FigureMark
{
    /// <summary>The numbers that it covers along each axis.</summary>
    /// <param name="x">The scale of the x axis.</param>
    /// <param name="y">The scale of the y axis.</param>
    public abstract (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y);

    /// <summary>A line over the whole plot at one value of x (vertical) or y (horizontal).</summary>
    public sealed record ReferenceLine(bool Vertical, double At, string Label) : FigureMark
    {
        /// <inheritdoc/>
        public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y) => Vertical ? (FigureExtent.Of([At], x), FigureExtent.None) : (FigureExtent.None, FigureExtent.Of([At], y));
    }

    /// <summary>The line on which x and y are equal.</summary>
    public sealed record EqualityLine(double Low, double High, string Label) : FigureMark
    {
        /// <inheritdoc/>
        public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y) => (FigureExtent.Of([Low, High], x), FigureExtent.Of([Low, High], y));
    }

    /// <summary>A word at a point, with a dot when it names the point.</summary>
    public sealed record Note(double X, double Y, string Text, bool Dot) : FigureMark
    {
        /// <inheritdoc/>
        public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y) => (FigureExtent.Of([X], x), FigureExtent.Of([Y], y));
    }
}
