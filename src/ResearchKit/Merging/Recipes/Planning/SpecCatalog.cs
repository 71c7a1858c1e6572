using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Chooses the spec by which the models of a recipe are aligned, from names and shapes alone.</summary>
internal static class SpecCatalog
{
    private const string Automatic = "auto";

    private static readonly Dictionary<string, Func<IReadOnlyDictionary<string, Tensor>, int?, PermutationSpec>> Specs = new()
    {
        ["mlp"] = (stateDict, _) => PermutationSpecs.Mlp(stateDict),
        ["vgg"] = (stateDict, _) => PermutationSpecs.Vgg(stateDict),
        ["resnet"] = (stateDict, _) => PermutationSpecs.ResNet(stateDict),
        ["vit"] = (stateDict, heads) => PermutationSpecs.Vit(stateDict, Known(heads)),
        ["decoder"] = (stateDict, heads) => PermutationSpecs.DecoderLm(stateDict, Known(heads)),
    };

    /// <summary>The spec and its name; nulls where the recipe aligns nothing.</summary>
    /// <exception cref="InvalidDataException">No spec fits, or models differ in names or shapes.</exception>
    public static (PermutationSpec? Spec, string? Name) Choose(MergeRecipe recipe, IReadOnlyList<ModelFiles> models)
    {
        if (recipe.Alignment is not { } alignment)
        {
            return (null, null);
        }

        if (!recipe.IsWhole)
        {
            throw Fault(recipe, "align needs whole models: units of a layer are matched with all layers that they feed; list models instead of slices");
        }

        if (alignment.Spec != Automatic && !Specs.ContainsKey(alignment.Spec))
        {
            throw Fault(recipe, $"there is no spec '{alignment.Spec}'; expected one of {string.Join(", ", Specs.Keys.Prepend(Automatic))}");
        }

        using var scope = NewDisposeScope();
        var shapes = models.Select(Shapes).ToArray();
        var (spec, name) = First(recipe, alignment.Spec, shapes[0], models[0]);
        foreach (var (other, model) in shapes.Zip(models))
        {
            try
            {
                spec.Validate(other);
            }
            catch (ArgumentException error)
            {
                throw Fault(recipe, $"model '{model.Reference}' does not fit the spec '{name}' of '{models[0].Reference}': {error.Message}", error);
            }
        }

        return (spec, name);
    }

    private static (PermutationSpec Spec, string Name) First(MergeRecipe recipe, string wanted, IReadOnlyDictionary<string, Tensor> shapes, ModelFiles model)
    {
        var heads = recipe.Alignment!.Heads ?? ModelConfiguration.Read(model)?.Heads;
        var reasons = new List<string>();
        foreach (var (name, infer) in Specs.Where(spec => wanted == Automatic || spec.Key == wanted))
        {
            try
            {
                return (infer(shapes, heads), name);
            }
            catch (ArgumentException error)
            {
                reasons.Add($"{name}: {error.Message}");
            }
        }

        throw Fault(recipe, $"model '{model.Reference}' fits no spec. {string.Join(" ", reasons)}");
    }

    private static int Known(int? heads) => heads ?? throw new ArgumentException("The number of heads cannot be seen in a checkpoint and no config.json states it; give it as align: {heads: N}.");

    // Views of one value, which take no memory however large the tensors are.
    private static Dictionary<string, Tensor> Shapes(ModelFiles model) => model.Names.ToDictionary(name => name, name => Shape(model.Find(name)!));

    private static Tensor Shape(StoredTensor stored) => stored.Entry.Shape.Contains(0) ? zeros([.. stored.Entry.Shape]) : zeros(1).expand([.. stored.Entry.Shape]);

    private static InvalidDataException Fault(MergeRecipe recipe, string what, Exception? inner = null) => new($"{recipe.FilePath}, line {recipe.Alignment!.Line}: {what}", inner);
}
