using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Several models brought into one common order of units, the universe.</summary>
public sealed record CycleConsistentResult
{
    /// <summary>The alignment that brings each model into the universe, in the order given.</summary>
    public required IReadOnlyList<Alignment> Alignments { get; init; }

    /// <summary>The mean of the models in the universe, owned by the caller; tensors of whole numbers are the first model's.</summary>
    public required Dictionary<string, Tensor> Merged { get; init; }

    /// <summary>The sum over pairs of models of the inner product of their weights in the universe, over the tensors that a group permutes, statistics excluded.</summary>
    public required double Objective { get; init; }

    /// <summary>The same before any step.</summary>
    public required double ObjectiveBefore { get; init; }

    /// <summary>The objective of the doubly stochastic matrices before the first step and after every step; never decreasing. Rounding to permutations changes it once more.</summary>
    public required IReadOnlyList<double> ObjectiveTrace { get; init; }

    /// <summary>The Frank-Wolfe gap at the last step: how much the objective could grow if it were linear; 0 at a stationary point.</summary>
    public required double Gap { get; init; }

    /// <summary>The number of steps.</summary>
    public required int Iterations { get; init; }

    /// <summary>Whether the search ended because steps made no progress, rather than at the limit.</summary>
    public required bool Converged { get; init; }

    /// <summary>The wall time in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The alignment of one model with another, through the universe.</summary>
    /// <remarks>
    /// Going round any cycle of models leads back to where it began, exactly: with P_ab the alignment of b with a, P_bc.Compose(P_ab).Compose(P_ca) is the identity.
    /// </remarks>
    /// <param name="reference">The index of the model that stays as it is.</param>
    /// <param name="candidate">The index of the model whose units are reordered.</param>
    /// <returns>The alignment to apply to the candidate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    public Alignment Pair(int reference, int candidate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reference);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reference, Alignments.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(candidate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(candidate, Alignments.Count);
        return Alignments[candidate].Compose(Alignments[reference].Inverse());
    }
}
