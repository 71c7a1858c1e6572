using ResearchKit.Merging.Methods;

namespace ResearchKit.Merging;

/// <summary>Merge methods by name, with their parameters, for recipes, the command line and tables of all of them.</summary>
/// <remarks>Immutable and thread safe. A method of the kit is one file and one line of <see cref="BuiltIn"/>; one of a user's own joins with <see cref="With"/>.</remarks>
public sealed class MergeMethodRegistry
{
    private readonly Dictionary<string, MergeMethodDescription> _methods;

    private MergeMethodRegistry(IEnumerable<MergeMethodDescription> methods)
    {
        Methods = [.. methods];
        _methods = Methods.ToDictionary(method => method.Name);
    }

    /// <summary>The kit's methods that need nothing but models. Those that need data or measurements are made in code.</summary>
    public static MergeMethodRegistry BuiltIn { get; } = new(
    [
        new("linear", () => new LinearMerge(), "Wortsman et al., 2022, arXiv 2203.05482"),
        new("slerp", () => new SlerpMerge(), "Shoemake, 1985", leastModels: 2, mostModels: 2),
        new("nuslerp", () => new NuSlerpMerge(), "Shoemake, 1985; mergekit", BaseModelUse.Optional, 2, 2),
        new("multislerp", () => new MultiSlerpMerge(), "mergekit", BaseModelUse.Optional),
        new("karcher", () => new KarcherMerge(), "Karcher, 1977"),
        new("task_arithmetic", () => new TaskArithmeticMerge(), "Ilharco et al., 2023, arXiv 2212.04089", BaseModelUse.Required),
        new("ties", () => new TiesMerge(), "Yadav et al., 2023, arXiv 2306.01708", BaseModelUse.Required),
        new("dare_linear", () => new DareMerge(), "Yu et al., 2024, arXiv 2311.03099", BaseModelUse.Required),
        new("dare_ties", () => new DareMerge { Signs = SignRule.Elect }, "Yu et al., 2024, arXiv 2311.03099", BaseModelUse.Required),
        new("della", () => new DellaMerge(), "Deep et al., 2024, arXiv 2406.11617", BaseModelUse.Required),
        new("della_linear", () => new DellaMerge { Signs = SignRule.Sum }, "Deep et al., 2024, arXiv 2406.11617", BaseModelUse.Required),
        new("breadcrumbs", () => new BreadcrumbsMerge(), "Davari and Belilovsky, 2024, arXiv 2312.06795", BaseModelUse.Required),
        new("breadcrumbs_ties", () => new BreadcrumbsMerge { Signs = SignRule.Elect }, "Davari and Belilovsky, 2024, arXiv 2312.06795", BaseModelUse.Required),
        new("model_stock", () => new ModelStockMerge(), "Jang et al., 2024, arXiv 2403.19522", BaseModelUse.Required, 2),
        new("sce", () => new SceMerge(), "Wan et al., 2024, arXiv 2408.07990", BaseModelUse.Required),
        new("nearswap", () => new NearSwapMerge(), "mergekit", BaseModelUse.Required, 1, 1),
        new("arcee_fusion", () => new ArceeFusionMerge(), "mergekit", BaseModelUse.Required, 1, 1),
        new("ram", () => new RamMerge(), "mergekit", BaseModelUse.Required),
        new("ramplus_tl", () => new RamMerge { R = 0.1 }, "mergekit", BaseModelUse.Required),
        new("passthrough", () => new PassthroughMerge(), "layer stacking", mostModels: 1),
    ]);

    /// <summary>The methods in order.</summary>
    public IReadOnlyList<MergeMethodDescription> Methods { get; }

    /// <summary>Gives the description of a method.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such method; the message lists those that there are.</exception>
    public MergeMethodDescription this[string name] => _methods.TryGetValue(name, out var method) ? method
        : throw new ArgumentException($"There is no merge method '{name}'; the methods are {string.Join(", ", _methods.Keys)}.", nameof(name));

    /// <summary>Gives a registry with one more method, in place of one of the same name.</summary>
    /// <param name="method">The method.</param>
    /// <returns>A new registry; this one stays as it is.</returns>
    public MergeMethodRegistry With(MergeMethodDescription method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new([.. Methods.Where(other => other.Name != method.Name), method]);
    }

    /// <summary>Makes a method by name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="parameters">Values by parameter name; null for the defaults.</param>
    /// <returns>A new method.</returns>
    /// <exception cref="ArgumentException">There is no such method or parameter, or a value does not fit.</exception>
    public IMergeMethod Create(string name, IReadOnlyDictionary<string, object>? parameters = null) => this[name].Create(parameters);
}
