using ResearchKit.Experts;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>A method of a <see cref="MergeStudy"/> with the name that tables give it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Merger">The method.</param>
/// <param name="Rule">How the budget is divided among layers; null for the method's own rule.</param>
public sealed record MergeTrial(string Name, IExpertMerger Merger, ExpertBudgetRule? Rule = null);
