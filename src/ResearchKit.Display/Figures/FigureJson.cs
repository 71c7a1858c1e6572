using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ResearchKit.Display;

/// <summary>Pieces of Plotly JSON.</summary>
internal static class FigureJson
{
    /// <summary>Angle brackets and ampersands are escaped, so that the text may stand inside a script element.</summary>
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes JSON in one line.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Options);

    /// <summary>A number with seven significant digits, which is more than a picture shows; null, a gap, when it is not finite.</summary>
    public static JsonNode? Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        var rounded = double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return JsonValue.Create(rounded == 0 ? 0 : rounded);
    }

    /// <summary>An array of numbers, with gaps where they are not finite.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);

    /// <summary>An array of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(Text(value)))]);

    /// <summary>A matrix as an array of its rows.</summary>
    public static JsonArray Matrix(double[,] matrix)
    {
        var rows = new JsonArray();
        for (var row = 0; row < matrix.GetLength(0); row++)
        {
            var current = row;
            rows.Add(Numbers(Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[current, column])));
        }

        return rows;
    }

    /// <summary>A text that Plotly shows as it stands: Plotly reads some tags, so the brackets are replaced by entities.</summary>
    public static string Text(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A colour of the palette mixed with white, so that dark words can be read on it.</summary>
    public static string Tint(string color, double share)
    {
        var mixed = Convert.FromHexString(color.AsSpan(1)).Select(part => (byte)Math.Round((part * share) + (255 * (1 - share))));
        return "#" + Convert.ToHexString([.. mixed]);
    }

    /// <summary>A colour of the palette with some transparency.</summary>
    public static string Transparent(string color, double opacity)
    {
        var value = int.Parse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return FormattableString.Invariant($"rgba({value >> 16},{(value >> 8) & 255},{value & 255},{opacity})");
    }
}
