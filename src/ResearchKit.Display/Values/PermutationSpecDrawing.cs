using System.Globalization;
using System.Text;
using ResearchKit.Permutations;

namespace ResearchKit.Display;

/// <summary>A permutation spec as a graph: tensors with their axes on the left, groups on the right, an edge from each axis to the group that moves it.</summary>
/// <remarks>Attributes alone, no style sheet, and a white ground, so that it looks the same in every front end, dark or light.</remarks>
internal static class PermutationSpecDrawing
{
    private const int TensorLimit = 40;
    private const int GroupLimit = 20;
    private const int NameLimit = 36;
    private const int RowHeight = 24;
    private const int Box = 18;
    private const double LetterWidth = 7.3;
    private const int Gap = 110;

    /// <summary>Draws a spec, or gives an empty text when it is too large to be read as a picture.</summary>
    public static string Svg(PermutationSpec spec)
    {
        if (spec.Groups.Count is 0 or > GroupLimit || spec.Axes.Count > TensorLimit)
        {
            return string.Empty;
        }

        var tensors = spec.Axes.ToList();
        var groups = spec.Groups.Select((group, index) => (Name: group.Key, Size: group.Value, Color: FigurePalette.ColorAt(index))).ToList();
        var left = 8 + (int)(LetterWidth * tensors.Max(tensor => Short(tensor.Key).Length)) + 8;
        var axes = tensors.Max(tensor => tensor.Value.Count);
        var right = left + (axes * (Box + 4)) + Gap;
        var width = right + 16 + (int)(LetterWidth * groups.Max(group => GroupText(group.Name, group.Size).Length)) + 8;
        var height = (Math.Max(tensors.Count, groups.Count) * RowHeight) + 8;
        var places = groups.Select((group, index) => (group.Name, group.Color, Y: height * (index + 0.5) / groups.Count)).ToDictionary(group => group.Name);

        var (lines, marks) = (new StringBuilder(), new StringBuilder());
        for (var row = 0; row < tensors.Count; row++)
        {
            var y = height * (row + 0.5) / tensors.Count;
            Word(marks, left - 8, y, "end", Short(tensors[row].Key));
            for (var axis = 0; axis < tensors[row].Value.Count; axis++)
            {
                var x = left + (axis * (Box + 4));
                var moved = tensors[row].Value[axis];
                Square(marks, x, y, moved is null ? "#FFFFFF" : FigureJson.Tint(places[moved.Groups.First()].Color, 0.45), axis);
                foreach (var name in moved?.Groups ?? [])
                {
                    var group = places[name];
                    lines.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x + Box}\" y1=\"{y:0.#}\" x2=\"{right}\" y2=\"{group.Y:0.#}\" stroke=\"{group.Color}\" stroke-width=\"{(spec.Statistics.Contains(tensors[row].Key) ? 1 : 2)}\"/>");
                }
            }
        }

        foreach (var (name, size, color) in groups)
        {
            var y = places[name].Y;
            marks.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{right}\" cy=\"{y:0.#}\" r=\"7\" fill=\"{color}\"/>");
            Word(marks, right + 14, y, "start", GroupText(name, size));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"which axes move together\"><rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>{lines}{marks}</svg>");
    }

    private static string Short(string name) => name.Length <= NameLimit ? name : "…" + name[^(NameLimit - 1)..];

    private static string GroupText(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"{Short(name)} ({size})");

    private static void Word(StringBuilder svg, double x, double y, string anchor, string text) => svg.Append(
        CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.#}\" y=\"{y + 4:0.#}\" text-anchor=\"{anchor}\" font-family=\"monospace\" font-size=\"12\" fill=\"{FigureTheme.Ink}\">{HtmlText.Escape(text)}</text>");

    private static void Square(StringBuilder svg, double x, double y, string fill, int axis)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y - (Box / 2.0):0.#}\" width=\"{Box}\" height=\"{Box}\" fill=\"{fill}\" stroke=\"#555555\"/>");
        Word(svg, x + (Box / 2.0), y, "middle", axis.ToString(CultureInfo.InvariantCulture));
    }
}
