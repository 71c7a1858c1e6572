namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Finds and opens the models of a recipe, each once.</summary>
internal static class ModelLocator
{
    /// <summary>Opens all models: the base model first, then the others in the order in which the recipe names them.</summary>
    /// <exception cref="InvalidDataException">A model is not there, or is named in a way that cannot be served; the message names the line.</exception>
    public static List<ModelFiles> Open(MergeRecipe recipe)
    {
        var references = recipe.Slices.SelectMany(slice => slice.Sources).Select(source => source.Model);
        var opened = new List<ModelFiles>();
        try
        {
            foreach (var reference in (recipe.BaseModel is null ? references : references.Prepend(recipe.BaseModel)).Distinct())
            {
                opened.Add(Open(recipe, reference));
            }

            return opened;
        }
        catch
        {
            opened.ForEach(model => model.Dispose());
            throw;
        }
    }

    /// <summary>The place of a path, in the recipe's folder or else the current one; null when it is in neither.</summary>
    public static string? Resolve(MergeRecipe recipe, string path)
    {
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(recipe.FilePath))!, path);
        return Exists(beside) ? beside : Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static ModelFiles Open(MergeRecipe recipe, ModelReference reference)
    {
        var (path, revision, adapter, adapterRevision) = reference.Split(text => Resolve(recipe, text) is not null);
        if (revision is not null || adapterRevision is not null)
        {
            throw Fault(recipe, reference, $"names the revision '{revision ?? adapterRevision}', which only downloads have; expected a path on this machine");
        }

        var place = Resolve(recipe, path) ?? throw Fault(recipe, reference, "is no file or folder in the recipe's folder or the current one; models are not downloaded");
        var adapterPlace = adapter is null ? null : Resolve(recipe, adapter) ?? throw Fault(recipe, reference, $"adds the adapter '{adapter}', which is no folder in the recipe's folder or the current one");
        try
        {
            return ModelFiles.Open(reference, place, adapterPlace);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw Fault(recipe, reference, $"cannot be opened: {error.Message}", error);
        }
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static InvalidDataException Fault(MergeRecipe recipe, ModelReference reference, string what, Exception? inner = null) =>
        new($"{recipe.FilePath}, line {reference.Line}: model '{reference}' {what}", inner);
}
