namespace ResearchKit.Display;

/// <summary>The places of keys in the palette within one figure: those of the session, unless two keys of the figure would then look the same.</summary>
internal sealed class FigureColors(FigurePalette palette)
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public int IndexOf(string key)
    {
        if (_indices.TryGetValue(key, out var known))
        {
            return known;
        }

        // Within a figure only the ninth key repeats a colour, and then with dashes.
        var round = _indices.Count / FigurePalette.ColorCount;
        var taken = _indices.Values.Where(index => index / FigurePalette.ColorCount == round).ToHashSet();
        var color = palette.IndexOf(key) % FigurePalette.ColorCount;
        while (taken.Contains((round * FigurePalette.ColorCount) + color))
        {
            color = (color + 1) % FigurePalette.ColorCount;
        }

        _indices.Add(key, (round * FigurePalette.ColorCount) + color);
        return _indices[key];
    }
}
