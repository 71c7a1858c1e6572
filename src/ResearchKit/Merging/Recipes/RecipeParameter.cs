namespace ResearchKit.Merging.Recipes;

/// <summary>The value of a parameter in a recipe: one for all tensors, a gradient over the layers, or values that depend on the tensor's name.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Entries">The values; the first whose filter fits a tensor's name counts.</param>
/// <param name="Line">The line of the recipe on which it stands; 0 where it was made in code.</param>
public sealed record RecipeParameter(string Name, IReadOnlyList<RecipeValue> Entries, long Line = 0)
{
    /// <summary>Whether some value changes over the layers.</summary>
    public bool HasGradient => Entries.Any(entry => entry.Gradient is not null);

    /// <summary>The value for a tensor.</summary>
    /// <param name="tensor">The name of the tensor in the output.</param>
    /// <param name="position">Where its layer lies in its slice: 0 for the first layer and for tensors outside the layers, 1 for the last.</param>
    /// <returns>A number, a truth value or a text; null when no filter fits.</returns>
    public object? Evaluate(string tensor, double position) => Entries.FirstOrDefault(entry => entry.Fits(tensor))?.At(position);
}
