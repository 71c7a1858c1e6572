using ResearchKit.Checkpoints;
using ResearchKit.Merging.Methods;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Plans one tensor: who has it, whether shapes and types fit, and with which parameters it is merged.</summary>
internal sealed class TensorPlanner(MergeRecipe recipe, MergeMethodDescription description, MethodSettings settings, PlanNotes notes)
{
    private static readonly string[] Embeddings = ["embed_tokens", "word_embeddings", "tok_embeddings", "wte.", "lm_head", "embed_out", "shared.weight"];

    /// <summary>Plans a tensor.</summary>
    /// <param name="name">Its name in the output.</param>
    /// <param name="position">Where its layer lies in the slice, from 0 to 1.</param>
    /// <param name="layout">The slice.</param>
    /// <param name="nameIn">Its name in a model of the slice.</param>
    /// <returns>The plan; null when the tensor is left out.</returns>
    /// <exception cref="InvalidDataException">Something does not fit; the message names the tensor and the models.</exception>
    public PlannedTensor? Plan(string name, double position, SliceLayout layout, Func<SliceSource, string> nameIn)
    {
        var found = layout.Sources.Select(source => Find(source, nameIn(source))).ToArray();
        var basis = layout.Base is null ? null : Find(layout.Base, nameIn(layout.Base));
        if (found.Contains(null) || (layout.Base is not null && basis is null))
        {
            var lacking = layout.Sources.Where((_, i) => found[i] is null).Concat(layout.Base is not null && basis is null ? [layout.Base] : []).Select(source => $"'{source.Source.Model}'").Distinct().ToArray();
            switch (recipe.Missing)
            {
                case MissingTensors.Error:
                    throw Fault($"tensor '{name}' is missing in {string.Join(", ", lacking)}; set 'missing: union' to merge it from the models that have it, or 'missing: intersection' to leave it out");
                case MissingTensors.Intersection:
                    notes.Add("left out, because some models lack them", name);
                    return null;
            }
        }

        RecipeSource[] sources = [.. layout.Sources.Where((_, i) => found[i] is not null).Select(source => source.Source)];
        var inputs = found.OfType<TensorSource>().ToArray();
        return inputs.Length == 0 ? Copied(name, basis!, "copied from the base model, because no other model has them")
            : inputs[0].Stored.Entry.DType.IsFloating() ? Merged(name, position, layout, sources, inputs, basis)
            : Copied(name, inputs[0], null);
    }

    private PlannedTensor Merged(string name, double position, SliceLayout layout, RecipeSource[] sources, TensorSource[] inputs, TensorSource? basis)
    {
        foreach (var other in inputs.Concat(basis is null ? [] : [basis]))
        {
            if (!other.Stored.Entry.DType.IsFloating())
            {
                throw Fault($"tensor '{other.Name}' is {other.Stored.Entry.DType} in '{other.Model.Reference}' and {inputs[0].Stored.Entry.DType} in '{inputs[0].Model.Reference}'; expected floating-point numbers in both");
            }
        }

        var shape = CommonShape(name, [.. inputs, .. basis is null ? Array.Empty<TensorSource>() : [basis]]);
        var weights = settings.Weights(layout.Slice, sources, name, position);
        var (method, text) = settings.Method(layout.Slice, sources, name, position);
        if (Misfit(inputs.Length, basis is not null) is { } reason)
        {
            // Only tensors that some models lack get here: whole models were checked before.
            notes.Add($"the plain mean of the models that have them, because {reason}", name);
            (method, text, basis, weights) = (new LinearMerge(), "mean", null, [.. inputs.Select(_ => 1.0)]);
        }

        var type = recipe.OutputType ?? inputs[0].Stored.Entry.DType;
        return new PlannedTensor
        {
            Name = name,
            Shape = shape,
            DType = type,
            Bytes = ElementSize.Bytes(shape, type, name),
            Method = method,
            Settings = text,
            Weights = weights,
            Sources = inputs,
            Base = basis,
        };
    }

    private PlannedTensor Copied(string name, TensorSource source, string? why)
    {
        if (why is not null)
        {
            notes.Add(why, name);
        }

        var entry = source.Stored.Entry;
        var type = entry.DType.IsFloating() ? recipe.OutputType ?? entry.DType : entry.DType;
        var method = source.IsAdapted ? new PassthroughMerge() : null;
        return new PlannedTensor { Name = name, Shape = entry.Shape, DType = type, Bytes = ElementSize.Bytes(entry.Shape, type, name), Sources = [source], Method = method, Weights = [1] };
    }

    private long[] CommonShape(string name, TensorSource[] inputs)
    {
        var first = inputs[0].Stored.Entry.Shape;
        if (inputs.All(input => input.Stored.Entry.Shape.SequenceEqual(first)))
        {
            return [.. first];
        }

        var odd = inputs.First(input => !input.Stored.Entry.Shape.SequenceEqual(first));
        var shapes = $"[{string.Join(", ", first)}] in '{inputs[0].Model.Reference}' and [{string.Join(", ", odd.Stored.Entry.Shape)}] in '{odd.Model.Reference}'";
        if (!Embeddings.Any(part => name.Contains(part, StringComparison.Ordinal)) || inputs.Any(input => input.Stored.Entry.Shape.Count != first.Count))
        {
            throw Fault($"tensor '{name}' has the shapes {shapes}; only embeddings and heads of different vocabularies are cut to what they share");
        }

        if (recipe.Alignment is not null)
        {
            throw Fault($"tensor '{name}' has the shapes {shapes}; models are aligned only when all shapes are equal");
        }

        long[] common = [.. first.Select((_, axis) => inputs.Min(input => input.Stored.Entry.Shape[axis]))];
        notes.Warn($"'{name}' is cut to [{string.Join(", ", common)}]: it has the shapes {shapes}");
        return common;
    }

    private string? Misfit(int models, bool hasBase)
    {
        try
        {
            description.CheckModels(models, hasBase);
            return null;
        }
        catch (ArgumentException error)
        {
            return error.ParamName is { } parameter ? error.Message.Replace($" (Parameter '{parameter}')", string.Empty, StringComparison.Ordinal).TrimEnd('.') : error.Message;
        }
    }

    private static TensorSource? Find(SliceSource source, string name) => source.Model.Find(name) is { } stored ? new TensorSource(source.Model, stored) : null;

    private InvalidDataException Fault(string what) => new($"{recipe.FilePath}: {what}");
}
