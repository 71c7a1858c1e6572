using System.Reflection;

namespace ResearchKit.Merging;

/// <summary>What can be known of a merge method before it runs: its name, source, parameters, and what it needs.</summary>
public sealed class MergeMethodDescription
{
    private readonly Func<IMergeMethod> _create;

    /// <summary>Describes a method; its parameters are the properties that can be set on creation.</summary>
    /// <param name="name">The name in recipes and on the command line.</param>
    /// <param name="create">Makes the method with its defaults.</param>
    /// <param name="reference">Where the method comes from.</param>
    /// <param name="baseModel">What it does with a base model.</param>
    /// <param name="leastModels">The fewest models that it merges, the base model not counted.</param>
    /// <param name="mostModels">The most models that it merges; null for any number.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public MergeMethodDescription(
        string name, Func<IMergeMethod> create, string reference, BaseModelUse baseModel = BaseModelUse.None, int leastModels = 1, int? mostModels = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        Name = name;
        _create = create;
        Reference = reference;
        BaseModel = baseModel;
        LeastModels = leastModels;
        MostModels = mostModels;
        var defaults = create();
        Parameters =
        [
            .. defaults.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                .OrderBy(property => property.Name, StringComparer.Ordinal)
                .Select(property => new MergeParameter(property, defaults)),
        ];
    }

    /// <summary>The name in recipes and on the command line.</summary>
    public string Name { get; }

    /// <summary>Where the method comes from.</summary>
    public string Reference { get; }

    /// <summary>What it does with a base model.</summary>
    public BaseModelUse BaseModel { get; }

    /// <summary>The fewest models that it merges, the base model not counted.</summary>
    public int LeastModels { get; }

    /// <summary>The most models that it merges; null for any number.</summary>
    public int? MostModels { get; }

    /// <summary>The parameters in the order of their names.</summary>
    public IReadOnlyList<MergeParameter> Parameters { get; }

    /// <summary>Makes the method.</summary>
    /// <param name="parameters">Values by parameter name: numbers, flags, lists of numbers, or texts of them; null for the defaults.</param>
    /// <returns>A new method.</returns>
    /// <exception cref="ArgumentException">A name is not a parameter's, or a value is of the wrong kind or out of range; the message says which.</exception>
    public IMergeMethod Create(IReadOnlyDictionary<string, object>? parameters = null)
    {
        var method = _create();
        foreach (var (name, value) in parameters ?? new Dictionary<string, object>())
        {
            var parameter = Parameters.FirstOrDefault(parameter => parameter.Name == name)
                ?? throw new ArgumentException($"Merge method '{Name}' has no parameter '{name}'; it has {(Parameters.Count == 0 ? "none" : string.Join(", ", Parameters.Select(known => known.Name)))}.", nameof(parameters));
            parameter.Set(method, value);
        }

        return method;
    }

    /// <summary>Refuses what the method cannot merge, before a tensor is read.</summary>
    /// <param name="models">How many models there are, the base model not counted.</param>
    /// <param name="hasBase">Whether there is a base model.</param>
    /// <exception cref="ArgumentException">There are too few or too many models, or a base model is missing.</exception>
    public void CheckModels(int models, bool hasBase)
    {
        if (models < LeastModels || models > MostModels)
        {
            var expected = MostModels == LeastModels ? $"{LeastModels}" : MostModels is { } most ? $"{LeastModels} to {most}" : $"{LeastModels} or more";
            throw new ArgumentException($"Merge method '{Name}' was given {models} models beside the base model; expected {expected}.", nameof(models));
        }

        if (BaseModel == BaseModelUse.Required && !hasBase)
        {
            throw new ArgumentException($"Merge method '{Name}' works on differences from a base model; none was given.", nameof(hasBase));
        }
    }
}
