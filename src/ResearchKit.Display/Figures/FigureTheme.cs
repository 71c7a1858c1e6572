using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>The look of every figure.</summary>
internal static class FigureTheme
{
    public const string FontFamily = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif";
    public const int FontSize = 15;
    public const string Ink = "#222222";
    private const int LineLength = 14;
    private const string GridColor = "#E5E5E5";

    /// <summary>Whiskers of one spread to either side.</summary>
    public static JsonObject Whiskers(IEnumerable<double> spread, string color) => new()
    {
        ["type"] = "data",
        ["array"] = FigureJson.Numbers(spread),
        ["color"] = color,
        ["thickness"] = 1.5,
        ["width"] = 5,
    };

    /// <summary>Cividis, dark blue to yellow: even steps look even, with and without colour vision.</summary>
    public static JsonArray Sequential() => Scale("#00224E", "#2A3F6D", "#575C6D", "#7D7C78", "#A69D75", "#D3C164", "#FEE838");

    /// <summary>Blue through white to vermillion.</summary>
    public static JsonArray Diverging() => Scale("#00507D", "#0072B2", "#8FBEDB", "#F7F7F7", "#EBAF8A", "#D55E00", "#8F3F00");

    /// <summary>The parts of the layout that no figure changes.</summary>
    public static JsonObject Layout(int width, int height) => new()
    {
        ["width"] = width,
        ["height"] = height,
        ["font"] = new JsonObject { ["family"] = FontFamily, ["size"] = FontSize, ["color"] = Ink },
        ["paper_bgcolor"] = "white",
        ["plot_bgcolor"] = "white",
        ["hovermode"] = "closest",
    };

    /// <summary>What plotly.js offers beside the figure: nothing that sends it over the network.</summary>
    public static JsonObject Config() => new() { ["displaylogo"] = false, ["showSendToCloud"] = false, ["plotlyServerURL"] = string.Empty };

    /// <summary>One axis of a scene.</summary>
    public static JsonObject SceneAxis(string title) => new()
    {
        ["title"] = new JsonObject { ["text"] = FigureJson.Text(title), ["font"] = new JsonObject { ["size"] = FontSize } },
        ["tickfont"] = new JsonObject { ["size"] = FontSize - 3 },
        ["color"] = Ink,
        ["gridcolor"] = "#C8C8C8",
        ["zeroline"] = false,
        ["showbackground"] = false,
        ["nticks"] = 6,
    };

    /// <summary>One axis.</summary>
    public static JsonObject Axis(FigureAxis axis)
    {
        var json = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = FigureJson.Text(axis.Title), ["standoff"] = 8 },
            ["automargin"] = true,
        };
        if (axis.Hidden)
        {
            json["visible"] = false;
            AddScale(axis, json); // a hidden axis still has an end where it starts, for example row 0 at the top
            return json;
        }

        json["showline"] = true;
        json["linecolor"] = Ink;
        json["ticks"] = "outside";
        json["ticklen"] = 4;
        json["tickcolor"] = Ink;
        json["gridcolor"] = GridColor;
        json["zeroline"] = false;
        AddScale(axis, json);
        return json;
    }

    private static void AddScale(FigureAxis axis, JsonObject json)
    {
        if (!axis.Categories.IsEmpty)
        {
            json["type"] = "category";
            json["categoryorder"] = "array";
            json["categoryarray"] = FigureJson.Texts(axis.Categories);
            json["tickmode"] = "array";
            json["tickvals"] = FigureJson.Texts(axis.Categories);
            json["ticktext"] = new JsonArray([.. axis.Categories.Select(category => JsonValue.Create(Wrap(category)))]);
        }
        else if (axis.Scale == AxisScale.Log)
        {
            json["type"] = "log";
            json["dtick"] = 1;
            json["exponentformat"] = "power";
            json["minor"] = new JsonObject { ["ticks"] = "outside", ["ticklen"] = 2, ["dtick"] = "D1" };
        }

        else if (axis.CountsCells)
        {
            json["dtick"] = 1;
        }

        if (axis.Range is { } range)
        {
            var ends = new[] { range.Low, range.High }.Select(end => axis.Scale == AxisScale.Log ? Math.Log10(end) : end);
            json["range"] = FigureJson.Numbers(axis.Reversed ? ends.Reverse() : ends);
        }
        else if (axis.Reversed)
        {
            json["autorange"] = "reversed";
        }
    }

    /// <summary>Breaks a long name into lines, so that names beside each other need not be tilted.</summary>
    private static string Wrap(string text)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= LineLength)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return string.Join("<br>", lines.Select(FigureJson.Text));
    }

    private static JsonArray Scale(params string[] colors) =>
        new([.. colors.Select((color, index) => new JsonArray(FigureJson.Number(index / (double)(colors.Length - 1)), color))]);
}
