namespace ResearchKit.Experts;

/// <summary>The methods by name, with the defaults of their papers.</summary>
public static class ExpertMergers
{
    /// <summary>All methods, M-SMoE first, then the baselines of its paper, then later ones.</summary>
    public static IReadOnlyList<IExpertMerger> All { get; } =
    [
        new MSmoeMerger(),
        new RandomGroupMerger(),
        new RandomGroupMerger { Alignment = RandomGroupAlignment.Weights },
        new RandomGroupMerger { Alignment = RandomGroupAlignment.Activations },
        new RandomGroupMerger { Alignment = RandomGroupAlignment.Weights, Weighting = MergeWeighting.Frequency, AroundDominants = true },
        new ZipItMerger(),
        new FisherMerger(),
        new FrequencyPruning(),
        new FrequencyPruning { KeepGates = true },
        new HcSmoeMerger(),
        new ReapPruning(),
        new ReapPruning { Criterion = ReapCriterion.NormSum },
        new ReapPruning { Criterion = ReapCriterion.Frequency },
        new SubMoeMerger(),
        new D2MoeCompressor(),
    ];

    /// <summary>Finds a method.</summary>
    /// <param name="name">Its <see cref="IExpertMerger.Name"/>.</param>
    /// <returns>The method with its defaults.</returns>
    /// <exception cref="ArgumentException">There is no such method; the message lists those there are.</exception>
    public static IExpertMerger Find(string name) => All.FirstOrDefault(merger => merger.Name == name)
        ?? throw new ArgumentException($"there is no method '{name}'; there are {string.Join(", ", All.Select(merger => merger.Name))}", nameof(name));
}
