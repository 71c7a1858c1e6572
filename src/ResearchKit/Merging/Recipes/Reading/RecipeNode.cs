namespace ResearchKit.Merging.Recipes.Reading;

/// <summary>A value of a YAML document that remembers its line: a text, a list or a mapping.</summary>
/// <param name="file">The name of the document, for messages.</param>
/// <param name="line">The line it begins on, from 1.</param>
internal sealed class RecipeNode(string file, long line)
{
    /// <summary>The line it begins on, from 1.</summary>
    public long Line => line;

    /// <summary>The text of a scalar; null for lists and mappings.</summary>
    public string? Text { get; init; }

    /// <summary>Whether a scalar stands in quotes, so that it is a text whatever it looks like.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>The items of a list; null for others.</summary>
    public IReadOnlyList<RecipeNode>? Items { get; init; }

    /// <summary>The entries of a mapping in order; null for others.</summary>
    public IReadOnlyList<(string Key, RecipeNode Value)>? Entries { get; init; }

    /// <summary>How many nodes it is made of, those that aliases repeat counted each time.</summary>
    public long Size { get; init; } = 1;

    /// <summary>Whether it stands for nothing: an empty value or <c>null</c>.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>What it is, in words.</summary>
    public string Kind => Text is not null ? $"'{Text}'" : Items is not null ? "a list" : "a mapping";

    /// <summary>An exception whose message starts with the file and the line.</summary>
    public InvalidDataException Fault(string what) => new($"{file}, line {line}: {what}");

    /// <summary>The text of a scalar that says something.</summary>
    public string RequireText(string what) => Text is { } text && !IsNull ? text : throw Fault($"{what} is {(IsNull ? "empty" : Kind)}; expected a text");

    /// <summary>The items of a list that has some.</summary>
    public IReadOnlyList<RecipeNode> RequireItems(string what) =>
        Items is { Count: > 0 } items ? items : throw Fault($"{what} is {(Items is null ? Kind : "empty")}; expected a list with an entry at least");

    /// <summary>The entries of a mapping all of whose keys are known.</summary>
    public IReadOnlyDictionary<string, RecipeNode> RequireEntries(string what, params string[] known)
    {
        if (Entries is null)
        {
            throw Fault($"{what} is {Kind}; expected a mapping with {string.Join(", ", known)}");
        }

        foreach (var (key, value) in Entries)
        {
            if (!known.Contains(key))
            {
                throw value.Fault($"{what} has the key '{key}'; expected {string.Join(", ", known)}");
            }
        }

        return Entries.Where(entry => !entry.Value.IsNull).ToDictionary(entry => entry.Key, entry => entry.Value);
    }
}
