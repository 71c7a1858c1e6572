using System.Globalization;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>How heights over a grid become what is drawn: as they are, or as decimal logarithms, with infinite heights as high as the highest.</summary>
internal sealed record HeightScale(AxisScale Scale, double Low, double High, double Highest)
{
    private static readonly double[] Steps = [1, 2, 5];

    /// <summary>The scale of some grids of heights.</summary>
    /// <param name="grids">The grids.</param>
    /// <param name="scale">Whether heights are laid out by ratio.</param>
    /// <param name="ceiling">The largest height on the colour scale, or null.</param>
    public static HeightScale Of(IEnumerable<double[,]> grids, AxisScale scale, double? ceiling)
    {
        var extent = FigureExtent.Of(grids.SelectMany(grid => grid.Cast<double>()), scale);
        if (!extent.Exists)
        {
            extent = scale == AxisScale.Log ? new(1, 1) : new(0, 0);
        }

        var high = ceiling ?? extent.High;
        return scale == AxisScale.Log
            ? new(scale, Math.Log10(extent.Low), Math.Log10(high), extent.High)
            : new(scale, extent.Low, high, extent.High);
    }

    /// <summary>The heights as they are drawn; on a log scale zero and negative ones are left blank.</summary>
    /// <param name="heights">The heights.</param>
    /// <param name="cut">Whether what is above the top of the scale is drawn as high as the top.</param>
    public double[,] Drawn(double[,] heights, bool cut = false)
    {
        var drawn = (double[,])heights.Clone();
        for (var row = 0; row < drawn.GetLength(0); row++)
        {
            for (var column = 0; column < drawn.GetLength(1); column++)
            {
                var height = double.IsPositiveInfinity(drawn[row, column]) ? Highest : drawn[row, column];
                var value = Scale == AxisScale.Linear ? height : height > 0 ? Math.Log10(height) : double.NaN;
                drawn[row, column] = cut && value > High ? High : value;
            }
        }

        return drawn;
    }

    /// <summary>A round step that divides the scale into about so many levels.</summary>
    public double RoundStep(int levels) => Round((High - Low) / levels);

    /// <summary>Ticks for logarithms that say the heights themselves; none on a linear scale.</summary>
    public void AddTicks(JsonObject axis)
    {
        if (Scale == AxisScale.Linear)
        {
            return;
        }

        var decades = (int)Math.Ceiling(High) - (int)Math.Floor(Low) + 1;
        var ticks = Enumerable.Range((int)Math.Floor(Low), decades)
            .SelectMany(decade => (decades > 5 ? Steps.Take(1) : Steps).Select(nice => nice * Math.Pow(10, decade)))
            .Where(tick => Math.Log10(tick) >= Low - 1e-9 && Math.Log10(tick) <= High + 1e-9)
            .ToList();
        if (ticks.Count < 3)
        {
            // Heights that span less than a decade: even steps say more than 1, 2 and 5.
            var (lowest, highest) = (Math.Pow(10, Low), Math.Pow(10, High));
            var step = Round((highest - lowest) / 5);
            ticks = [.. Enumerable.Range(0, 7).Select(i => (Math.Ceiling(lowest / step) + i) * step).Where(tick => tick <= highest * (1 + 1e-9))];
        }

        axis["tickvals"] = FigureJson.Numbers(ticks.Select(Math.Log10));
        axis["ticktext"] = FigureJson.Texts(ticks.Select(tick => tick.ToString("G3", CultureInfo.InvariantCulture)));
    }

    private static double Round(double step)
    {
        if (!(step > 0))
        {
            return 1;
        }

        var decade = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return decade * Steps.Append(10).First(nice => nice * decade >= step * 0.999);
    }
}
