using System.Diagnostics;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>C2M3: matches many models at once through one common order of units, so that the alignments of all pairs agree.</summary>
/// <remarks>
/// <para>Each model p has an alignment P_p into a common order, the universe; P_p^{-1} P_q aligns q with p, so that going round any cycle of models leads back exactly, which pairs
/// matched one by one do not. The sum over pairs of ⟨P_p(W_p), P_q(W_q)⟩ is maximised over doubly stochastic matrices by Frank-Wolfe steps: the gradient of each matrix is
/// an assignment problem, one step length for all is the maximum along the line, and the matrices at the end are rounded to the nearest permutations.</para>
/// <para>The step length is found exactly to a thousandth: along a line the objective is a polynomial, of degree twice the largest number of permuted axes of a tensor, so that as many
/// values determine it (our choice; the original code searches with up to 20 values). The result is a local optimum.</para>
/// <para>Reference: Crisostomi, Fumero, Baieri, Bernard and Rodolà, C2M3: cycle-consistent multi-model merging, NeurIPS 2024, section 4 and algorithm 1.</para>
/// </remarks>
public static class CycleConsistentMatching
{
    /// <summary>Aligns and averages models.</summary>
    /// <param name="spec">The permutation symmetries of all models.</param>
    /// <param name="models">Two models or more, of the same names and shapes.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>The alignments into the universe and the mean there; repair it (<see cref="Connectivity.Repair"/>, <see cref="Connectivity.BatchNormReset"/>) before use.</returns>
    /// <exception cref="ArgumentException">There are fewer than two models, one does not fit the spec or the others, or a tensor holds NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static CycleConsistentResult Match(
        PermutationSpec spec,
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models,
        CycleConsistentOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(models);
        options ??= new CycleConsistentOptions();
        spec.ThrowIfNested("cycle-consistent matching");
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxIterations, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Patience, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.RelativeTolerance, nameof(options));
        if (models.Count < 2)
        {
            throw new ArgumentException($"Matching through a universe needs two models or more; {models.Count} was given.", nameof(models));
        }

        foreach (var model in models)
        {
            MatchingGuard.CheckModels(spec, models[0], model);
        }

        var started = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var before = HardObjective(models, [.. models.Select(_ => Alignment.Identity(spec))]);
        var objective = new UniverseObjective(spec, models, StateDicts.IsDouble(spec, [.. models]) ? ScalarType.Float64 : ScalarType.Float32);
        var search = new FrankWolfeSearch(spec, objective, models.Count, options);
        var alignments = search.Run(progress, cancellationToken);
        var merged = StateDicts.Mean(models.Select((model, index) => (IReadOnlyDictionary<string, Tensor>)alignments[index].Apply(model)));
        foreach (var tensor in merged.Values)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return new CycleConsistentResult
        {
            Alignments = alignments,
            Merged = merged,
            Objective = HardObjective(models, alignments),
            ObjectiveBefore = before,
            ObjectiveTrace = search.Trace,
            Gap = search.Gap,
            Iterations = search.Trace.Count - 1,
            Converged = search.Converged,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    /// <summary>The sum over pairs of inner products under permutations, in double precision; refuses NaN and infinite elements.</summary>
    private static double HardObjective(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, Alignment[] alignments)
    {
        var sum = 0.0;
        for (var p = 0; p < models.Count; p++)
        {
            for (var q = p + 1; q < models.Count; q++)
            {
                sum += ModelComparison.Measure(alignments[q].Compose(alignments[p].Inverse()), models[p], models[q]).Objective;
            }
        }

        return sum;
    }
}
