using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Finds the alignment under which the weights of one model lie closest to those of another.</summary>
/// <remarks>
/// <para>Maximises f(pi) = sum over tensors of ⟨W_a, pi(W_b)⟩, which minimises ‖a - pi(b)‖², by coordinate descent: with all groups but one fixed,
/// the best permutation of that one is a linear assignment problem, solved exactly. A sweep visits every group once in random order; the
/// search ends when a sweep makes no progress. The objective never decreases, because a proposal is accepted only when its gain,
/// recomputed in double precision, is positive; running statistics take no part in it.</para>
/// <para>The heads of an attention layer and the units inside them are one step: heads are assigned by the optima of the assignments inside, which is exact.</para>
/// <para>The result is a local optimum: a better one may exist, and several starts find better ones.</para>
/// <para>Cost of a sweep: for a group of n units with K weights a unit, one product of 2 n² K operations at worst and one assignment problem. After the
/// first sweep only the contributions of units that moved are updated.</para>
/// <para>Reference: Ainsworth, Hayase and Srinivasa, Git Re-Basin, 2023, algorithm 1.</para>
/// </remarks>
public static class WeightMatching
{
    /// <summary>Matches a candidate to a reference.</summary>
    /// <param name="spec">The permutation symmetries of both models.</param>
    /// <param name="reference">The tensors of the model that stays as it is.</param>
    /// <param name="candidate">The tensors of the model whose units are reordered; same names and shapes.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="progress">Told after every sweep.</param>
    /// <param name="cancellationToken">Looked at before every group.</param>
    /// <returns>The alignment to apply to the candidate, with diagnostics.</returns>
    /// <exception cref="ArgumentException">A state dict does not fit the spec, the two differ in names or shapes, or a tensor holds NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static MatchingResult Match(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        WeightMatchingOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var clock = new MatchingClock();
        var outcome = Search(spec, reference, candidate, MatchingGuard.Check(options, spec), clock, progress, cancellationToken);
        return Describe(reference, candidate, outcome, clock);
    }

    /// <summary>The search alone, without distances: what methods that match again and again need.</summary>
    internal static SearchOutcome Search(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        WeightMatchingOptions options,
        MatchingClock clock,
        IProgress<ProgressReport>? progress,
        CancellationToken cancellationToken,
        DualStore? duals = null)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        duals = options.ReuseDuals ? duals ?? new DualStore(spec.Groups.Count) : null;
        var started = MatchingClock.Now;
        MatchingGuard.CheckModels(spec, reference, candidate);
        var before = ModelComparison.Measure(Alignment.Identity(spec), reference, candidate);
        var plan = new DescentPlan(spec);
        var descent = new CoordinateDescent(spec, plan, options, before, Compare(reference, candidate), progress, cancellationToken);
        var (a, b) = (plan.Split(reference), plan.Split(candidate));
        if (StateDicts.IsDouble(spec, reference, candidate))
        {
            using var objective = new IncrementalObjective<double>(plan.Flat, a, b, clock, duals: duals);
            clock.Add(MatchingClock.Part.Setup, started);
            return descent.Run(objective);
        }
        else
        {
            using var objective = new IncrementalObjective<float>(plan.Flat, a, b, clock, duals: duals);
            clock.Add(MatchingClock.Part.Setup, started);
            return descent.Run(objective);
        }
    }

    /// <summary>The same search with every assignment matrix computed afresh in double precision: the oracle of the tests.</summary>
    internal static MatchingResult MatchPlainly(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        WeightMatchingOptions? options = null)
    {
        options = MatchingGuard.Check(options, spec);
        MatchingGuard.CheckModels(spec, reference, candidate);
        var before = ModelComparison.Measure(Alignment.Identity(spec), reference, candidate);
        using var scope = NewDisposeScope();
        var plan = new DescentPlan(spec);
        var descent = new CoordinateDescent(spec, plan, options, before, Compare(reference, candidate), null, default);
        return Describe(reference, candidate, descent.Run(new PlainObjective(plan.Flat, plan.Split(reference), plan.Split(candidate))), new MatchingClock());
    }

    private static Func<Alignment, ModelComparison> Compare(IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate) =>
        alignment => ModelComparison.Measure(alignment, reference, candidate);

    private static MatchingResult Describe(
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        SearchOutcome outcome,
        MatchingClock clock) => new()
        {
            Alignment = outcome.Alignment,
            Objective = outcome.Trace[^1],
            ObjectiveTrace = outcome.Trace,
            Sweeps = outcome.Trace.Count - 1,
            Converged = outcome.Converged,
            StartObjectives = outcome.StartObjectives,
            BestStart = outcome.Start,
            TotalSweeps = outcome.TotalSweeps,
            DistanceBefore = outcome.Before.Distance,
            DistanceAfter = ModelComparison.Measure(outcome.Alignment, reference, candidate).Distance,
            Timings = clock.Read(),
        };
}
