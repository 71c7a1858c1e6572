namespace ResearchKit.Merging.Recipes;

/// <summary>A model that takes part in a slice.</summary>
/// <param name="Model">The model.</param>
/// <param name="Parameters">What holds for this model alone.</param>
public sealed record RecipeSource(ModelReference Model, RecipeParameters Parameters)
{
    /// <summary>The layers taken, from the first to before the second; null for all.</summary>
    public (int Start, int End)? LayerRange { get; init; }

    /// <summary>The line of the recipe on which the source stands.</summary>
    public long Line { get; init; }
}
