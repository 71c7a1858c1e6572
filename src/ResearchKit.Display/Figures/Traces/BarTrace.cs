using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>One bar for each category, with whiskers of one spread, perhaps upon other bars.</summary>
internal sealed record BarTrace(ImmutableArray<string> Categories, ImmutableArray<double> Values, ImmutableArray<double>? Spread) : FigureTrace
{
    /// <summary>The bars that stand upon each other have the same; null stands beside all others.</summary>
    public string? Stack { get; init; }

    /// <summary>Where each bar starts; empty when all start at zero.</summary>
    public ImmutableArray<double> Bases { get; init; } = [];

    public override (JsonNode? X, JsonNode? Y) Anchor => Categories.IsEmpty
        ? default
        : (JsonValue.Create(FigureJson.Text(Categories[0])), FigureJson.Number(Values.FirstOrDefault(double.IsFinite, 0)));

    private IReadOnlyList<double> Tops => Bases.IsEmpty ? Values : [.. Values.Zip(Bases, (value, start) => value + start)];

    /// <summary>Where bars of a stack start when others are there already: positive ones go up from zero, negative ones down.</summary>
    /// <param name="categories">The categories of the new bars.</param>
    /// <param name="values">The new values.</param>
    /// <param name="below">The bars of the stack so far.</param>
    public static ImmutableArray<double> BasesUpon(IEnumerable<string> categories, IEnumerable<double> values, IReadOnlyList<BarTrace> below) =>
    [
        .. categories.Zip(values, (category, value) => below
            .SelectMany(bars => bars.Categories.Zip(bars.Values))
            .Where(bar => bar.First == category && double.IsFinite(bar.Second) && (bar.Second < 0) == (value < 0))
            .Sum(bar => bar.Second)),
    ];

    public override IEnumerable<JsonObject> ToPlotly(PanelContext panel)
    {
        var color = panel.Color(Key);
        var trace = new JsonObject
        {
            ["type"] = "bar",
            ["name"] = FigureJson.Text(Name),
            ["x"] = FigureJson.Texts(Categories),
            ["y"] = FigureJson.Numbers(Values),
            ["marker"] = new JsonObject { ["color"] = color },
        };
        if (Stack is not null)
        {
            trace["offsetgroup"] = FigureJson.Text(Stack);
            trace["base"] = FigureJson.Numbers(Bases);
            trace["marker"]!["line"] = new JsonObject { ["color"] = "white", ["width"] = 1.5 };
        }

        if (Spread is { } spread)
        {
            trace["error_y"] = FigureTheme.Whiskers(spread, "#222222");
        }

        yield return trace;
    }

    public override (FigureExtent X, FigureExtent Y) Extent(AxisScale x, AxisScale y, HistogramBins bins) =>
        (FigureExtent.None, WithSpread(Tops, Spread, y).With(FigureExtent.Of([0], y)));

    public override string Describe() => $"{Name}: {Range(Values, "bars")}{(Stack is null ? string.Empty : $" in stack {Stack}")}";
}
