using System.Globalization;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Finds the parameters that hold for a tensor and makes the method with them.</summary>
/// <remarks>The narrowest scope counts: the model within the slice, then the slice, then the recipe.</remarks>
internal sealed class MethodSettings(MergeRecipe recipe, MergeMethodDescription description)
{
    private readonly Dictionary<string, IMergeMethod> _made = new(StringComparer.Ordinal);
    private readonly string[] _names = [.. RecipeDialect.Names(description)];

    /// <summary>Refuses parameters that the method does not have, and returns those that have no effect here.</summary>
    public IReadOnlyList<string> CheckNames()
    {
        var scopes = recipe.Slices.SelectMany(slice => slice.Sources.Select(source => (source.Parameters, IsSource: true)).Append((slice.Parameters, false))).Append((recipe.Parameters, false));
        var idle = new List<string>();
        foreach (var (scope, isSource) in scopes)
        {
            foreach (var parameter in scope.Values.Values)
            {
                if (parameter.Name != RecipeDialect.Weight && !_names.Contains(parameter.Name))
                {
                    throw Fault(parameter, $"merge method '{description.Name}' has no parameter '{parameter.Name}'; it has {string.Join(", ", _names.Where(name => name != "int8_mask").Prepend(RecipeDialect.Weight))}");
                }

                if (isSource && !RecipeDialect.IsPerModel(description, parameter.Name))
                {
                    throw Fault(parameter, $"'{parameter.Name}' of '{description.Name}' holds for all models of a tensor; put it under the parameters of the recipe or of a slice");
                }

                if (RecipeDialect.WithoutEffect.TryGetValue(parameter.Name, out var reason))
                {
                    idle.Add($"parameter '{parameter.Name}' {reason}");
                }
            }
        }

        return [.. idle.Distinct()];
    }

    /// <summary>The method with the parameters of a tensor, and what they are in words.</summary>
    /// <exception cref="InvalidDataException">A value is of the wrong kind or out of range.</exception>
    public (IMergeMethod Method, string Text) Method(RecipeSlice slice, IReadOnlyList<RecipeSource> sources, string tensor, double position)
    {
        var values = new Dictionary<string, object>();
        foreach (var name in _names)
        {
            if (Find(name, slice, sources, tensor, position) is { } value)
            {
                values[name] = value;
            }
        }

        var text = string.Join(", ", values.Select(pair => $"{pair.Key} {Text(pair.Value)}"));
        if (!_made.TryGetValue(text, out var method))
        {
            method = Make(values, tensor);
            _made.Add(text, method);
        }

        return (method, text);
    }

    /// <summary>The weight of each model for a tensor.</summary>
    /// <exception cref="InvalidDataException">A weight is missing or is no number.</exception>
    public double[] Weights(RecipeSlice slice, IReadOnlyList<RecipeSource> sources, string tensor, double position) =>
        [.. sources.Select(source => Lookup(RecipeDialect.Weight, slice, source, tensor, position) switch
        {
            double weight => weight,
            null when !RecipeDialect.NeedsWeight(description) => 1.0,
            null => throw new InvalidDataException($"{recipe.FilePath}{Line(source)}: '{description.Name}' needs a weight for model '{source.Model}'{Scope(tensor)}; give weight under the model's parameters or the recipe's"),
            var other => throw new InvalidDataException($"{recipe.FilePath}{Line(source)}: the weight of model '{source.Model}' is '{other}'; expected a number"),
        })];

    private static string Line(RecipeSource source) => source.Line > 0 ? $", line {source.Line}" : string.Empty;

    private static string Scope(string tensor) => $" (first needed for tensor '{tensor}')";

    private static string Text(object value) => value is double[] list
        ? $"[{string.Join(", ", list.Select(item => item.ToString("G6", CultureInfo.InvariantCulture)))}]"
        : value is double number ? number.ToString("G6", CultureInfo.InvariantCulture) : value.ToString()!.ToLowerInvariant();

    private object? Find(string name, RecipeSlice slice, IReadOnlyList<RecipeSource> sources, string tensor, double position)
    {
        if (!RecipeDialect.IsPerModel(description, name))
        {
            return slice.Parameters.Find(name, tensor, position) ?? recipe.Parameters.Find(name, tensor, position);
        }

        object?[] values = [.. sources.Select(source => Lookup(name, slice, source, tensor, position))];
        if (description.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter || parameter.Type != typeof(PerModel))
        {
            return values[0];
        }

        return values.All(value => value is null) ? null : values.Select(value => value switch
        {
            double number => number,
            null => ((PerModel)parameter.Default!)[0],
            _ => throw new InvalidDataException($"{recipe.FilePath}: '{name}' is '{value}'; expected a number"),
        }).ToArray();
    }

    private object? Lookup(string name, RecipeSlice slice, RecipeSource source, string tensor, double position) =>
        source.Parameters.Find(name, tensor, position) ?? slice.Parameters.Find(name, tensor, position) ?? recipe.Parameters.Find(name, tensor, position);

    private IMergeMethod Make(Dictionary<string, object> values, string tensor)
    {
        try
        {
            return description.Create(RecipeDialect.Translate(description, values));
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{recipe.FilePath}: the parameters of '{description.Name}' for tensor '{tensor}': {error.Message}", error);
        }
    }

    private InvalidDataException Fault(RecipeParameter parameter, string what) => new($"{recipe.FilePath}, line {parameter.Line}: {what}");
}
