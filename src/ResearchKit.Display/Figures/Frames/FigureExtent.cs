namespace ResearchKit.Display;

/// <summary>The lowest and highest of some numbers along an axis; <see cref="None"/> holds none.</summary>
internal readonly record struct FigureExtent(double Low, double High)
{
    /// <summary>No number at all.</summary>
    public static FigureExtent None => new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Whether there is a number.</summary>
    public bool Exists => Low <= High;

    /// <summary>The extent of the finite ones of some numbers; of the positive ones on a log axis.</summary>
    public static FigureExtent Of(IEnumerable<double> values, AxisScale scale = AxisScale.Linear)
    {
        var extent = None;
        foreach (var value in values)
        {
            if (double.IsFinite(value) && (scale == AxisScale.Linear || value > 0))
            {
                extent = new(Math.Min(extent.Low, value), Math.Max(extent.High, value));
            }
        }

        return extent;
    }

    /// <summary>The extent of the numbers of two.</summary>
    public FigureExtent With(FigureExtent other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>A range with room at both ends, by difference or on a log axis by ratio.</summary>
    public (double Low, double High) Padded(AxisScale scale, double share)
    {
        if (scale == AxisScale.Log)
        {
            var (low, high) = new FigureExtent(Math.Log10(Low), Math.Log10(High)).Padded(AxisScale.Linear, share);
            return (Math.Pow(10, low), Math.Pow(10, high));
        }

        var room = High > Low ? (High - Low) * share : Math.Max(Math.Abs(High) * share, share);
        return (Low - room, High + room);
    }
}
