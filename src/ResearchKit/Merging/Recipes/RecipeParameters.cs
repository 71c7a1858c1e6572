namespace ResearchKit.Merging.Recipes;

/// <summary>The parameters that one scope of a recipe sets: the whole recipe, a slice, or a model within a slice.</summary>
/// <param name="Values">The parameters by name, in the recipe's order.</param>
public sealed record RecipeParameters(IReadOnlyDictionary<string, RecipeParameter> Values)
{
    /// <summary>A scope that sets nothing.</summary>
    public static RecipeParameters None { get; } = new(new Dictionary<string, RecipeParameter>());

    /// <summary>Looks a parameter up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The name of the tensor in the output.</param>
    /// <param name="position">Where the tensor's layer lies in its slice, from 0 to 1.</param>
    /// <returns>The value, or null when the scope does not set it for the tensor.</returns>
    public object? Find(string name, string tensor, double position) => Values.TryGetValue(name, out var parameter) ? parameter.Evaluate(tensor, position) : null;
}
