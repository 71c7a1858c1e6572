namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Where a tensor of the output comes from in one model.</summary>
internal sealed record TensorSource(ModelFiles Model, StoredTensor Stored)
{
    /// <summary>Whether an adapter changes the tensor.</summary>
    public bool IsAdapted => Model.Adapter?.Touches(Name) ?? false;

    /// <summary>The name of the tensor in the model.</summary>
    public string Name => Stored.Entry.Name;
}
