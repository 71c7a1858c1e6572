using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>What coordinate descent found.</summary>
/// <param name="Alignment">The best alignment.</param>
/// <param name="Trace">The objective before the first sweep and after every sweep.</param>
/// <param name="Converged">Whether the last sweep made no progress.</param>
/// <param name="Start">The index of the start.</param>
/// <param name="StartObjectives">The final objective of every start.</param>
/// <param name="TotalSweeps">The sweeps of all starts.</param>
/// <param name="Before">The comparison of the models as they were.</param>
internal sealed record SearchOutcome(
    Alignment Alignment,
    IReadOnlyList<double> Trace,
    bool Converged,
    int Start,
    IReadOnlyList<double> StartObjectives,
    int TotalSweeps,
    ModelComparison Before);
