using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>What a series needs to know of the panel it is drawn in.</summary>
internal sealed record PanelContext(
    Func<string, int> PaletteIndexOf,
    JsonObject ColorBar,
    HistogramBins Bins)
{
    /// <summary>The colour of a key.</summary>
    public string Color(string key) => FigurePalette.ColorAt(PaletteIndexOf(key));

    /// <summary>The marker of a key.</summary>
    public string Symbol(string key) => FigurePalette.SymbolAt(PaletteIndexOf(key));

    /// <summary>The dash of a key, unless the caller chose one.</summary>
    public string Dash(string key, LineDash chosen) => chosen switch
    {
        LineDash.Solid => "solid",
        LineDash.Dashed => "dash",
        LineDash.Dotted => "dot",
        _ => FigurePalette.DashAt(PaletteIndexOf(key)),
    };

    /// <summary>The colour bar beside the panel, with a title.</summary>
    public JsonObject ColorBarTitled(string title)
    {
        var bar = (JsonObject)ColorBar.DeepClone();
        bar["title"] = new JsonObject { ["text"] = FigureJson.Text(title), ["side"] = "right" };
        return bar;
    }
}
