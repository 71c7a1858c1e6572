namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>A slice with the models that it takes layers from.</summary>
/// <param name="Slice">The slice as the recipe has it.</param>
/// <param name="Sources">The models that are merged, without a base model that the method treats as such.</param>
/// <param name="Base">The base model and the first of its layers; null where there is none.</param>
/// <param name="Layers">How many layers the slice has; 0 for checkpoints without numbered layers.</param>
internal sealed record SliceLayout(RecipeSlice Slice, IReadOnlyList<SliceSource> Sources, SliceSource? Base, int Layers)
{
    /// <summary>Where a layer of the slice lies: 0 for the first, 1 for the last and for the only one.</summary>
    public double Position(int layer) => Layers > 1 ? (double)layer / (Layers - 1) : 1;
}

/// <summary>A model of a slice and the first of the layers that are taken from it.</summary>
internal sealed record SliceSource(RecipeSource Source, ModelFiles Model, int Start);
