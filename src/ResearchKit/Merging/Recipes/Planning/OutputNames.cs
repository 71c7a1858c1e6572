namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Goes through the tensors of the output in order: those outside the layers, and the layers of each slice, renumbered.</summary>
internal sealed class OutputNames(LayerStack? stack, IReadOnlyList<SliceLayout> slices)
{
    // Our choice, because names alone do not show the order of a network: what embeds comes before the layers, everything else after.
    private static readonly string[] Inputs = ["emb", "wte", "wpe", "patch", "cls_token", "conv1"];

    /// <summary>Plans all tensors.</summary>
    public IEnumerable<PlannedTensor> Plan(TensorPlanner planner)
    {
        var outside = Names(slices.SelectMany(All)).Where(name => stack?.Split(name) is null).ToArray();
        foreach (var name in outside.Where(IsInput))
        {
            // Tensors outside the layers are at the first entry of a gradient.
            if (planner.Plan(name, 0, slices[0], _ => name) is { } planned)
            {
                yield return planned;
            }
        }

        foreach (var planned in Layers(planner))
        {
            yield return planned;
        }

        foreach (var name in outside.Where(name => !IsInput(name)))
        {
            if (planner.Plan(name, 0, slices[^1], _ => name) is { } planned)
            {
                yield return planned;
            }
        }
    }

    private static bool IsInput(string name) => Inputs.Any(part => name.Contains(part, StringComparison.Ordinal));

    private static IEnumerable<SliceSource> All(SliceLayout slice) => slice.Base is null ? slice.Sources : slice.Sources.Append(slice.Base);

    private static IEnumerable<string> Names(IEnumerable<SliceSource> sources) => sources.Select(source => source.Model).Distinct().SelectMany(model => model.Names).Distinct(StringComparer.Ordinal);

    private IEnumerable<PlannedTensor> Layers(TensorPlanner planner)
    {
        var number = 0;
        foreach (var slice in slices)
        {
            for (var layer = 0; layer < slice.Layers; layer++, number++)
            {
                foreach (var suffix in Suffixes(slice, layer))
                {
                    var offset = layer;
                    if (planner.Plan(stack!.Name(number, suffix), slice.Position(layer), slice, source => stack.Name(source.Start + offset, suffix)) is { } planned)
                    {
                        yield return planned;
                    }
                }
            }
        }
    }

    private IEnumerable<string> Suffixes(SliceLayout slice, int layer) =>
        All(slice).SelectMany(source => source.Model.Names.Select(name => stack!.Split(name)).OfType<(int Index, string Suffix)>()
            .Where(place => place.Index == source.Start + layer).Select(place => place.Suffix)).Distinct(StringComparer.Ordinal);
}
