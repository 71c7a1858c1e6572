using System.Globalization;

namespace ResearchKit.Merging.Recipes.Reading;

/// <summary>Reads the three forms of parameter values.</summary>
internal static class ParameterReader
{
    /// <summary>Reads a mapping of parameters.</summary>
    public static RecipeParameters Read(RecipeNode? node, string what)
    {
        if (node is null || node.IsNull)
        {
            return RecipeParameters.None;
        }

        var entries = node.Entries ?? throw node.Fault($"{what} is {node.Kind}; expected a mapping from names of parameters to values");
        return new RecipeParameters(entries.ToDictionary(entry => entry.Key, entry => ReadParameter(entry.Key, entry.Value)));
    }

    /// <summary>Reads a whole number from 0 on.</summary>
    public static int ReadCount(RecipeNode node, string what) =>
        node.Text is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw node.Fault($"{what} is {node.Kind}; expected a whole number from 0 on");

    private static RecipeParameter ReadParameter(string name, RecipeNode node)
    {
        var isConditional = node.Items is { Count: > 0 } items && items.All(item => item.Entries is not null);
        return new RecipeParameter(name, isConditional ? [.. node.Items!.Select(item => ReadConditional(name, item))] : [ReadValue(name, null, node)], node.Line);
    }

    private static RecipeValue ReadConditional(string name, RecipeNode node)
    {
        var entries = node.RequireEntries($"an entry of '{name}'", "filter", "value");
        var filter = entries.TryGetValue("filter", out var given) ? given.RequireText($"the filter of '{name}'") : null;
        return entries.TryGetValue("value", out var value) ? ReadValue(name, filter, value) : throw node.Fault($"an entry of '{name}' has no value");
    }

    private static RecipeValue ReadValue(string name, string? filter, RecipeNode node)
    {
        if (node.Text is not null)
        {
            return node.IsNull ? throw node.Fault($"'{name}' has no value") : new RecipeValue(filter, Scalar(node));
        }

        var items = node.RequireItems($"'{name}'");
        return new RecipeValue(filter, null, [.. items.Select(item => item.Text is not null && Scalar(item) is double number
            ? number
            : throw item.Fault($"the list of '{name}' holds {item.Kind}; expected numbers, or entries with filter and value and nothing else"))]);
    }

    private static object Scalar(RecipeNode node)
    {
        var text = node.Text!;
        if (node.IsQuoted)
        {
            return text;
        }

        return text switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : text,
        };
    }
}
