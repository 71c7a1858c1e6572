namespace ResearchKit.Display;

/// <summary>The bins that all histograms of a panel share.</summary>
internal sealed record HistogramBins(double Low, double High, int Count)
{
    /// <summary>The width of one bin.</summary>
    public double Width => (High - Low) / Count;

    /// <summary>The bins of some histograms: from the smallest to the largest value, as many as the finest of them asks for.</summary>
    public static HistogramBins Of(IReadOnlyCollection<HistogramTrace> histograms)
    {
        var extent = FigureExtent.Of(histograms.SelectMany(trace => trace.Values).DefaultIfEmpty(0));
        var (low, high) = extent.Exists ? (extent.Low, extent.High) : (0, 0);
        var bins = histograms.Select(trace => trace.Bins).DefaultIfEmpty(1).Max();
        return low < high ? new(low, high, bins) : new(low - 0.5, high + 0.5, bins);
    }
}
