using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>A matrix as colours.</summary>
internal sealed record HeatMapTrace(double[,] Matrix, HeatMapOptions Options) : FigureTrace
{
    public override bool HasColorBar => Options.ColorBar;

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var (low, high) = ColorRange();
        var trace = new JsonObject
        {
            ["type"] = "heatmap",
            ["z"] = FigureJson.Matrix(Matrix),
            ["zmin"] = FigureJson.Number(low),
            ["zmax"] = FigureJson.Number(high),
            ["colorscale"] = Options.Center is null ? FigureTheme.Sequential() : FigureTheme.Diverging(),
            ["colorbar"] = panel.ColorBarTitled(Options.ColorLabel),
            ["xgap"] = Matrix.Length <= 400 ? 1 : 0,
            ["ygap"] = Matrix.Length <= 400 ? 1 : 0,
            ["hoverongaps"] = false,
        };
        if (!Options.ColorBar)
        {
            trace["showscale"] = false;
        }

        if (Options.ColumnNames.Count > 0)
        {
            trace["x"] = FigureJson.Texts(Options.ColumnNames);
        }

        if (Options.RowNames.Count > 0)
        {
            trace["y"] = FigureJson.Texts(Options.RowNames);
        }

        if (Options.ValueDigits > 0)
        {
            trace["text"] = ValueTexts();
            trace["texttemplate"] = "%{text}";
        }

        yield return trace;
    }

    /// <inheritdoc/>
    public override FigureTrace WithScaleOf(IReadOnlyList<FigureTrace> peers)
    {
        var extent = FigureExtent.Of(peers.OfType<HeatMapTrace>().SelectMany(peer => peer.Matrix.Cast<double>()));
        return extent.Exists ? this with { Options = Options with { Low = Options.Low ?? extent.Low, High = Options.High ?? extent.High } } : this;
    }

    public override string Describe() => $"{Matrix.GetLength(0)} by {Matrix.GetLength(1)} heat map: {Range(Matrix.Cast<double>(), "cells")}";

    private (double Low, double High) ColorRange()
    {
        var finite = Matrix.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var low = Options.Low ?? finite.Min();
        var high = Options.High ?? finite.Max();
        if (Options.Center is { } center)
        {
            var reach = Math.Max(Math.Abs(high - center), Math.Abs(center - low));
            return (center - reach, center + reach);
        }

        return (low, high);
    }

    private string CellText(double value) => double.IsNaN(value) ? string.Empty : Numbers.Significant(value, Options.ValueDigits);

    private JsonArray ValueTexts()
    {
        var rows = new JsonArray();
        for (var row = 0; row < Matrix.GetLength(0); row++)
        {
            var current = row;
            rows.Add(FigureJson.Texts(Enumerable.Range(0, Matrix.GetLength(1)).Select(column => CellText(Matrix[current, column]))));
        }

        return rows;
    }
}
