using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>The metadata that a cleaned notebook keeps; what editors add for themselves is left out, so that runs can be compared.</summary>
/// <remarks>Reading and writing keep all metadata as they are; only <see cref="NotebookCleaner"/> and the runner apply the list.</remarks>
public static class NotebookMetadata
{
    /// <summary>The keys kept in the metadata of a notebook.</summary>
    public static IReadOnlyList<string> NotebookKeys { get; } = ["authors", "kernelspec", "language_info", "researchkit", "title"];

    /// <summary>The keys kept in the metadata of a cell.</summary>
    public static IReadOnlyList<string> CellKeys { get; } = ["collapsed", "format", "jupyter", "name", "researchkit", "slideshow", "tags"];

    /// <summary>The keys kept in <c>jupyter</c> of a cell.</summary>
    private static readonly string[] JupyterKeys = ["outputs_hidden", "source_hidden"];

    private static readonly string[] KernelSpecKeys = ["display_name", "language", "name"];

    private static readonly string[] LanguageInfoKeys =
        ["codemirror_mode", "file_extension", "mimetype", "name", "nbconvert_exporter", "pygments_lexer", "version"];

    /// <summary>Makes the metadata of a new C# notebook.</summary>
    /// <returns>A kernelspec <c>.net-csharp</c> and a language_info for C#.</returns>
    public static JsonObject ForCSharp() => new()
    {
        ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
        ["language_info"] = new JsonObject
        {
            ["file_extension"] = ".cs",
            ["mimetype"] = "text/x-csharp",
            ["name"] = "C#",
            ["pygments_lexer"] = "csharp",
        },
    };

    /// <summary>Keeps the listed keys of the metadata of a notebook and completes kernelspec and language_info.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <returns>A new object, keys in order.</returns>
    internal static JsonObject Clean(JsonObject metadata)
    {
        var clean = Keep(Complete(metadata), NotebookKeys);
        foreach (var (part, keys) in new[] { ("kernelspec", KernelSpecKeys), ("language_info", LanguageInfoKeys) })
        {
            if (clean.Remove(part, out var given) && given is JsonObject found)
            {
                clean[part] = Keep(found, keys);
            }
        }

        if (clean["kernelspec"] is JsonObject kernel && Text(kernel, "display_name") is null)
        {
            kernel["display_name"] = Text(kernel, "name");
        }

        return Sorted(clean);
    }

    /// <summary>Adds what a notebook needs to be opened: kernelspec and language_info of C#, each where it is missing or has no name and nothing says that the language is another.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <returns>A copy in the order of the original, with the additions at its end.</returns>
    internal static JsonObject Complete(JsonObject metadata)
    {
        var complete = metadata.DeepClone().AsObject();
        if (LanguageOf(metadata) != "c#")
        {
            return complete;
        }

        foreach (var (part, value) in ForCSharp())
        {
            if (Text(complete[part], "name") is null)
            {
                complete.Remove(part);
                complete[part] = value?.DeepClone();
            }
        }

        return complete;
    }

    /// <summary>Keeps the listed keys of the metadata of a cell.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <returns>A new object, keys in order.</returns>
    internal static JsonObject CleanCell(JsonObject metadata)
    {
        var clean = Keep(metadata, CellKeys);
        if (clean["jupyter"] is JsonObject jupyter)
        {
            var kept = Keep(jupyter, JupyterKeys);
            clean.Remove("jupyter");
            if (kept.Count > 0)
            {
                clean["jupyter"] = kept;
            }
        }

        if (clean.Remove("tags", out var tags))
        {
            clean["tags"] = new JsonArray([.. TagsOf(tags).Distinct(StringComparer.Ordinal).Select(tag => (JsonNode)tag)]);
        }

        return Sorted(clean);
    }

    /// <summary>Reads the tags of a cell; what is not a text is no tag.</summary>
    /// <param name="json">The value of <c>tags</c>.</param>
    /// <returns>The tags.</returns>
    internal static IEnumerable<string> TagsOf(JsonNode? json) =>
        (json as JsonArray ?? []).OfType<JsonValue>()
            .Select(tag => tag.TryGetValue<string>(out var text) ? text : string.Empty)
            .Where(tag => tag.Length > 0);

    /// <summary>Finds the language of the code cells.</summary>
    /// <param name="metadata">The metadata of the notebook.</param>
    /// <returns>The language in lower case.</returns>
    internal static string LanguageOf(JsonObject metadata)
    {
        var language = Text(metadata["kernelspec"], "language") ?? Text(metadata["language_info"], "name") ?? "C#";
        return language.ToLowerInvariant() is "csharp" ? "c#" : language.ToLowerInvariant();
    }

    /// <summary>Copies an object with its keys in ordinal order, at every depth: the order in which Jupyter saves.</summary>
    /// <param name="json">The object.</param>
    /// <returns>The copy.</returns>
    internal static JsonObject Sorted(JsonObject json)
    {
        var sorted = new JsonObject();
        foreach (var (key, value) in json.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            sorted[key] = SortedNode(value);
        }

        return sorted;
    }

    /// <summary>Copies JSON with the keys of every object in ordinal order.</summary>
    /// <param name="json">The JSON, or null.</param>
    /// <returns>The copy.</returns>
    internal static JsonNode? SortedNode(JsonNode? json) => json switch
    {
        JsonObject inner => Sorted(inner),
        JsonArray items => new JsonArray([.. items.Select(SortedNode)]),
        _ => json?.DeepClone(),
    };

    private static JsonObject Keep(JsonObject json, IReadOnlyList<string> keys)
    {
        var kept = new JsonObject();
        foreach (var (key, value) in json)
        {
            if (keys.Contains(key, StringComparer.Ordinal))
            {
                kept[key] = value?.DeepClone();
            }
        }

        return kept;
    }

    private static string? Text(JsonNode? json, string key) =>
        json is JsonObject found && found[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
