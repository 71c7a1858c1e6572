using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>Lines of equal height over a grid; row i, column j of the heights belongs to y[i], x[j].</summary>
internal sealed record ContourTrace(ImmutableArray<double> X, ImmutableArray<double> Y, double[,] Heights, ContourOptions Options) : FigureTrace
{
    private static readonly double[] Steps = [1, 2, 5];

    public override bool HasColorBar => true;

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var isLog = Options.Scale == AxisScale.Log;
        var drawn = Drawn(isLog);
        var finite = drawn.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (finite.Min(), Options.Ceiling is { } ceiling ? (isLog ? Math.Log10(ceiling) : ceiling) : finite.Max());
        var step = isLog ? Math.Max((high - low) / Options.Levels, 1e-9) : RoundStep((high - low) / Options.Levels);
        var colorBar = panel.ColorBarTitled(Options.ColorLabel);
        if (isLog)
        {
            AddLogTicks(colorBar, low, high);
        }

        yield return new JsonObject
        {
            ["type"] = "contour",
            ["x"] = FigureJson.Numbers(X),
            ["y"] = FigureJson.Numbers(Y),
            ["z"] = FigureJson.Matrix(drawn),
            ["autocontour"] = false,
            ["contours"] = new JsonObject
            {
                ["start"] = FigureJson.Number(isLog ? low : Math.Ceiling(low / step) * step),
                ["end"] = FigureJson.Number(high),
                ["size"] = FigureJson.Number(step),
            },
            ["zmin"] = FigureJson.Number(low),
            ["zmax"] = FigureJson.Number(high),
            ["line"] = new JsonObject { ["width"] = 0.6, ["color"] = "rgba(255,255,255,0.7)" },
            ["colorscale"] = FigureTheme.Sequential(),
            ["colorbar"] = colorBar,
            ["connectgaps"] = false,
        };
    }

    public override string Describe() => $"contours over a {X.Length} by {Y.Length} grid: {Range(Heights.Cast<double>(), "heights")}";

    private static double RoundStep(double step)
    {
        if (!(step > 0))
        {
            return 1;
        }

        var decade = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return decade * Steps.Append(10).First(nice => nice * decade >= step * 0.999);
    }

    private static void AddLogTicks(JsonObject colorBar, double low, double high)
    {
        var ticks = Enumerable.Range((int)Math.Floor(low), (int)Math.Ceiling(high) - (int)Math.Floor(low) + 1)
            .SelectMany(decade => Steps.Select(nice => nice * Math.Pow(10, decade)))
            .Where(tick => Math.Log10(tick) >= low - 1e-9 && Math.Log10(tick) <= high + 1e-9)
            .ToList();
        if (ticks.Count < 3)
        {
            // Heights that span less than a decade: even steps say more than 1, 2 and 5.
            var (lowest, highest) = (Math.Pow(10, low), Math.Pow(10, high));
            var step = RoundStep((highest - lowest) / 5);
            ticks = [.. Enumerable.Range(0, 7).Select(i => (Math.Ceiling(lowest / step) + i) * step).Where(tick => tick <= highest * (1 + 1e-9))];
        }

        colorBar["tickvals"] = FigureJson.Numbers(ticks.Select(Math.Log10));
        colorBar["ticktext"] = FigureJson.Texts(ticks.Select(tick => tick.ToString("G3", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private double[,] Drawn(bool isLog)
    {
        var drawn = (double[,])Heights.Clone();
        var highest = Heights.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(1).Max();
        for (var row = 0; row < drawn.GetLength(0); row++)
        {
            for (var column = 0; column < drawn.GetLength(1); column++)
            {
                var height = double.IsPositiveInfinity(drawn[row, column]) ? highest : drawn[row, column];
                drawn[row, column] = isLog ? (height > 0 ? Math.Log10(height) : double.NaN) : height;
            }
        }

        return drawn;
    }
}
