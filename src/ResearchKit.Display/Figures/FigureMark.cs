namespace ResearchKit.Display;

/// <summary>A line or a word in a figure that is not data.</summary>
internal abstract record FigureMark
{
    /// <summary>A line over the whole plot at one value of x (vertical) or y (horizontal).</summary>
    public sealed record ReferenceLine(bool Vertical, double At, string Label) : FigureMark;

    /// <summary>The line on which x and y are equal.</summary>
    public sealed record EqualityLine(double Low, double High, string Label) : FigureMark;

    /// <summary>A word at a point, with a dot when it names the point.</summary>
    public sealed record Note(double X, double Y, string Text, bool Dot) : FigureMark;
}
