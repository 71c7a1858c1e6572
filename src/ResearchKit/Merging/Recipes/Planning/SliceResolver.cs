namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Finds the layers of the models and checks that slices fit them.</summary>
internal sealed class SliceResolver
{
    private readonly MergeRecipe _recipe;
    private readonly MergeMethodDescription _method;
    private readonly IReadOnlyList<ModelFiles> _models;
    private readonly Dictionary<ModelFiles, int> _counts = [];

    public SliceResolver(MergeRecipe recipe, MergeMethodDescription method, IReadOnlyList<ModelFiles> models)
    {
        (_recipe, _method, _models) = (recipe, method, models);
        Stack = LayerStack.Find(models[0].Names, recipe.Layers);
        if (Stack is null && (recipe.Layers is not null || !recipe.IsWhole))
        {
            throw Fault($"model '{models[0].Reference}' has no tensors named {recipe.Layers ?? "PREFIX"}.0.REST, {recipe.Layers ?? "PREFIX"}.1.REST and so on; {(recipe.IsWhole ? "correct or drop 'layers'" : "slices need numbered layers")}");
        }

        foreach (var model in models)
        {
            var count = Stack is null ? 0 : LayerStack.Find(model.Names, Stack.Prefix)?.Count ?? 0;
            if (Stack is not null && ModelConfiguration.Read(model)?.LayerCount is { } said && said.Count != count)
            {
                throw Fault($"model '{model.Reference}' has {count} layers {Stack.Prefix}.NUMBER; its config.json says {said.Key} {said.Count}");
            }

            _counts.Add(model, count);
        }
    }

    /// <summary>The layers that all models have; null for checkpoints without.</summary>
    public LayerStack? Stack { get; }

    /// <summary>How many layers a model has.</summary>
    public int Count(ModelFiles model) => _counts[model];

    /// <summary>The slices in the order of the output.</summary>
    /// <exception cref="InvalidDataException">Layer counts or ranges do not fit.</exception>
    public IReadOnlyList<SliceLayout> Resolve() => [.. _recipe.Slices.Select(Resolve)];

    private SliceLayout Resolve(RecipeSlice slice)
    {
        SliceSource[] all = [.. slice.Sources.Select(source => new SliceSource(source, ModelOf(source.Model), source.LayerRange?.Start ?? 0))];
        var lengths = all.Select(Length).ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            if (lengths[i] != lengths[0])
            {
                throw Fault(all[i].Source, $"model '{all[i].Source.Model}' gives {lengths[i]} layers and '{all[0].Source.Model}' {lengths[0]}; {(_recipe.IsWhole ? "write slices with layer_range" : "expected ranges of one length in a slice")}");
            }
        }

        if (_recipe.BaseModel is not { } basis)
        {
            return new SliceLayout(slice, all, null, lengths[0]);
        }

        var found = all.FirstOrDefault(source => source.Source.Model == basis) ?? Unlisted(basis, all[0], lengths[0]);
        if (_method.BaseModel != BaseModelUse.None)
        {
            return new SliceLayout(slice, [.. all.Where(source => source != found)], found, lengths[0]);
        }

        // A method without a base model treats it as one of the models; the first, which is the end t = 0 of an arc.
        return new SliceLayout(slice, [found, .. all.Where(source => source != found)], null, lengths[0]);
    }

    private SliceSource Unlisted(ModelReference basis, SliceSource first, int length)
    {
        var model = ModelOf(basis);
        return first.Start + length <= Count(model)
            ? new SliceSource(new RecipeSource(basis, RecipeParameters.None) { Line = basis.Line }, model, first.Start)
            : throw new InvalidDataException($"{_recipe.FilePath}, line {basis.Line}: base model '{basis}' has {Count(model)} layers and lacks layers {first.Start} to {first.Start + length}; list it as a source with its own layer_range");
    }

    private int Length(SliceSource source)
    {
        var count = Count(source.Model);
        if (source.Source.LayerRange is not { } range)
        {
            return count;
        }

        return range.End <= count ? range.End - range.Start : throw Fault(source.Source, $"layer_range [{range.Start}, {range.End}] of model '{source.Source.Model}' goes beyond its {count} layers");
    }

    private ModelFiles ModelOf(ModelReference reference) => _models.First(model => model.Reference == reference);

    private InvalidDataException Fault(RecipeSource source, string what) => new($"{_recipe.FilePath}, line {source.Line}: {what}");

    private InvalidDataException Fault(string what) => new($"{_recipe.FilePath}: {what}");
}
