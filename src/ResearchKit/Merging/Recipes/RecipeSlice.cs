namespace ResearchKit.Merging.Recipes;

/// <summary>A run of neighbouring output layers and the models that it is made of.</summary>
/// <param name="Sources">The models with the layers to take from each; all ranges are equally long.</param>
/// <param name="Parameters">What holds within the slice.</param>
public sealed record RecipeSlice(IReadOnlyList<RecipeSource> Sources, RecipeParameters Parameters);
