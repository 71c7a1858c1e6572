namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Where the names and values of parameters in mergekit's recipes differ from those of the kit's methods.</summary>
internal static class RecipeDialect
{
    /// <summary>The parameter that every method has, for each model.</summary>
    public const string Weight = "weight";

    private const string Flatten = "nuslerp_flatten";
    private const string RowWise = "nuslerp_row_wise";

    // Methods that mean nothing without weights; others take 1 for each model, or find weights themselves.
    private static readonly HashSet<string> Weighted =
    [
        "linear", "nuslerp", "multislerp", "task_arithmetic", "ties", "dare_linear", "dare_ties", "della", "della_linear", "breadcrumbs", "breadcrumbs_ties",
    ];

    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["karcher"] = ["tol"],
        ["nuslerp"] = [Flatten, RowWise],
        ["multislerp"] = ["eps"],
    };

    /// <summary>Names that recipes may hold and that change nothing here.</summary>
    public static IReadOnlyDictionary<string, string> WithoutEffect { get; } = new Dictionary<string, string>
    {
        ["int8_mask"] = "saves memory elsewhere; here nothing needs it",
        ["eps"] = "guards divisions elsewhere; here zero vectors are handled as such",
    };

    /// <summary>Whether a model without a weight is a mistake.</summary>
    public static bool NeedsWeight(MergeMethodDescription method) => Weighted.Contains(method.Name);

    /// <summary>All names that a recipe of a method may set, without the weight.</summary>
    public static IEnumerable<string> Names(MergeMethodDescription method) =>
        method.Parameters.Select(parameter => parameter.Name).Concat(Others.GetValueOrDefault(method.Name, [])).Append("int8_mask");

    /// <summary>Whether a parameter may differ between the models of a tensor.</summary>
    public static bool IsPerModel(MergeMethodDescription method, string name) =>
        name == Weight || method.MostModels == 1 || method.Parameters.Any(parameter => parameter.Name == name && parameter.Type == typeof(PerModel));

    /// <summary>Turns a recipe's values into those of the kit's method.</summary>
    public static Dictionary<string, object> Translate(MergeMethodDescription method, IReadOnlyDictionary<string, object> values)
    {
        var result = values.Where(pair => !WithoutEffect.ContainsKey(pair.Key)).ToDictionary();
        if (result.Remove("tol", out var tolerance))
        {
            result["tolerance"] = tolerance;
        }

        if (result.Remove(Flatten, out var flatten) | result.Remove(RowWise, out var rowWise))
        {
            result["vectors"] = flatten is null or true ? "whole" : rowWise is true ? "first-axis" : "last-axis";
        }

        if (result.GetValueOrDefault("rescale") is bool rescale && method.Parameters.Any(parameter => parameter.Name == "rescale" && parameter.Type.IsEnum))
        {
            result["rescale"] = rescale ? "l1" : "none";
        }

        return result;
    }
}
