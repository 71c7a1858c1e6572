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

        var wanted = palette.IndexOf(key);
        var taken = _indices.Values.Select(index => index % FigurePalette.ColorCount).ToHashSet();
        var index = wanted;
        for (var step = 0; step < FigurePalette.ColorCount && taken.Contains(index % FigurePalette.ColorCount); step++)
        {
            index++;
        }

        _indices.Add(key, index);
        return index;
    }
}
