using System.Globalization;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>The numbered layers of a checkpoint, found by the names of its tensors: PREFIX.NUMBER.REST.</summary>
/// <param name="Prefix">What stands before the number.</param>
/// <param name="Count">How many layers there are.</param>
internal sealed record LayerStack(string Prefix, int Count)
{
    /// <summary>Finds the stack that holds most tensors.</summary>
    /// <param name="names">The names of the tensors.</param>
    /// <param name="prefix">The prefix when it is known.</param>
    /// <returns>The stack, or null when no names are numbered from 0 without a gap.</returns>
    public static LayerStack? Find(IEnumerable<string> names, string? prefix = null) =>
        names.Select(Parse).OfType<(string Prefix, int Index)>()
            .Where(place => prefix is null || place.Prefix == prefix)
            .GroupBy(place => place.Prefix, StringComparer.Ordinal)
            .Select(group => (group.Key, Tensors: group.Count(), Indices: group.Select(place => place.Index).ToHashSet()))
            .Where(group => group.Indices.Max() == group.Indices.Count - 1)
            .OrderByDescending(group => group.Tensors)
            .Select(group => new LayerStack(group.Key, group.Indices.Count))
            .FirstOrDefault();

    /// <summary>The layer of a tensor and the rest of its name; null for tensors outside the stack.</summary>
    public (int Index, string Suffix)? Split(string name)
    {
        if (Parse(name) is not { } place || place.Prefix != Prefix)
        {
            return null;
        }

        var rest = name[(Prefix.Length + 1)..];
        return (place.Index, rest[rest.IndexOf('.', StringComparison.Ordinal)..]);
    }

    /// <summary>The name of a tensor of a layer.</summary>
    public string Name(int index, string suffix) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}.{index}{suffix}");

    // The first number of a name is that of the layer; experts and heads are numbered further on.
    private static (string Prefix, int Index)? Parse(string name)
    {
        var parts = name.Split('.');
        for (var i = 1; i < parts.Length - 1; i++)
        {
            // Leading zeros are no number here, so that a name can be put together again.
            if (int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index.ToString(CultureInfo.InvariantCulture) == parts[i])
            {
                return (string.Join('.', parts[..i]), index);
            }
        }

        return null;
    }
}
