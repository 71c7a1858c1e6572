using ResearchKit.Merging.Recipes.Planning;
using ResearchKit.Permutations;

namespace ResearchKit.Merging.Recipes;

/// <summary>Checks a recipe against its models and the machine before a tensor is read.</summary>
/// <remarks>
/// Read are the recipe, configurations and the headers of the models' files. Checked are the method, its parameters for every tensor, names, shapes, types and numbers of layers, the
/// tokenizers, the free space and that the output can be written.
/// </remarks>
public static class MergePlanner
{
    /// <summary>Plans a merge.</summary>
    /// <param name="recipe">What to merge.</param>
    /// <param name="options">Where and how the merge writes.</param>
    /// <returns>The plan, which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">The recipe does not fit its models, or a file is damaged; the message names the recipe, the line or the tensor, and what was expected.</exception>
    /// <exception cref="IOException">The output cannot be written there, or there is too little space.</exception>
    public static MergePlan Plan(MergeRecipe recipe, MergePlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ShardBytes, 1, nameof(options));
        var method = Method(recipe, options.Methods);
        var models = ModelLocator.Open(recipe);
        try
        {
            return Plan(recipe, options, method, models);
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            throw;
        }
    }

    private static MergePlan Plan(MergeRecipe recipe, MergePlanOptions options, MergeMethodDescription method, List<ModelFiles> models)
    {
        var notes = new PlanNotes();
        var settings = new MethodSettings(recipe, method);
        foreach (var idle in settings.CheckNames())
        {
            notes.Warn(idle);
        }

        var resolver = new SliceResolver(recipe, method, models);
        var slices = resolver.Resolve();
        foreach (var slice in slices)
        {
            CheckModels(recipe, method, slice);
        }

        WarnOfFlatGradients(recipe, resolver.Stack, notes);
        var (spec, specName) = SpecCatalog.Choose(recipe, models);
        var streaming = new StreamingRule(spec);
        PlannedTensor[] tensors = [.. new OutputNames(resolver.Stack, slices).Plan(new TensorPlanner(recipe, method, settings, notes)).Select(tensor => tensor with { IsStreamed = streaming.Holds(tensor) })];
        if (tensors.Length == 0)
        {
            throw new InvalidDataException($"{recipe.FilePath}: the models share no tensor, so that there is nothing to write");
        }

        var shards = ShardPacking.Pack(tensors, options.ShardBytes);
        var companions = new Companions(recipe, models, notes).Choose(tensors, recipe.IsWhole ? null : Layers(slices));
        return new MergePlan(models)
        {
            Recipe = recipe,
            Options = options,
            Method = method,
            Models = [.. models.Select(model => Describe(model, resolver, recipe))],
            Shards = shards,
            Layers = resolver.Stack?.Prefix,
            LayerCount = slices.Sum(slice => slice.Layers),
            Companions = companions,
            FreeBytes = OutputPlace.Check(options, shards.Sum(shard => shard.Bytes)),
            EstimatedTime = MergeSpeed.Estimate(tensors, shards.Sum(shard => shard.Bytes)),
            MemoryBytes = streaming.Memory(tensors, models),
            Spec = spec,
            AlignmentSpec = specName,
            Notes = notes.ToList(),
        };
    }

    private static MergeMethodDescription Method(MergeRecipe recipe, MergeMethodRegistry methods) =>
        methods.Methods.FirstOrDefault(method => method.Name == recipe.MergeMethod)
            ?? throw new InvalidDataException($"{recipe.FilePath}: merge_method is '{recipe.MergeMethod}'; expected one of {string.Join(", ", methods.Methods.Select(method => method.Name))}");

    private static void CheckModels(MergeRecipe recipe, MergeMethodDescription method, SliceLayout slice)
    {
        try
        {
            method.CheckModels(slice.Sources.Count, slice.Base is not null);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{recipe.FilePath}: {error.Message.Split(" (Parameter", 2)[0]} The models are {string.Join(", ", slice.Sources.Select(source => source.Source.Model))}.", error);
        }
    }

    private static void WarnOfFlatGradients(MergeRecipe recipe, LayerStack? stack, PlanNotes notes)
    {
        var scopes = recipe.Slices.SelectMany(slice => slice.Sources.Select(source => source.Parameters).Append(slice.Parameters)).Append(recipe.Parameters);
        if (stack is null && scopes.SelectMany(scope => scope.Values.Values).FirstOrDefault(parameter => parameter.HasGradient) is { } gradient)
        {
            notes.Warn($"'{gradient.Name}' is a gradient, and the models have no numbered layers: its first value holds for all tensors");
        }
    }

    private static IReadOnlyList<int> Layers(IReadOnlyList<SliceLayout> slices) => [.. slices.SelectMany(slice => Enumerable.Range(slice.Sources[0].Start, slice.Layers))];

    private static PlannedModel Describe(ModelFiles model, SliceResolver resolver, MergeRecipe recipe)
    {
        var types = model.Names.GroupBy(name => model.Find(name)!.Entry.DType).OrderByDescending(group => group.Count()).Select(group => group.Key.ToString());
        return new PlannedModel(
            model.Reference.Text, model.Path, model.Reference == recipe.BaseModel ? "base" : "model", model.Files.Count, model.Names.Count, resolver.Count(model), string.Join(", ", types), model.Bytes);
    }
}
