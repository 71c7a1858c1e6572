using ResearchKit.Permutations;

namespace ResearchKit.Experts;

/// <summary>How one expert's hidden units were paired with another's.</summary>
/// <param name="Reference">The index of the expert it was aligned to; its own for an expert that stayed.</param>
/// <param name="Permutation">π: apply it with <see cref="ExpertWeights.Permute"/>.</param>
/// <param name="Objective">Σ C[i, π(i)], the inner product of the aligned weights.</param>
/// <param name="IdentityObjective">The trace of C, the inner product without alignment; never above <paramref name="Objective"/> but for rounding.</param>
public sealed record ExpertMatch(int Reference, Permutation Permutation, double Objective, double IdentityObjective);
