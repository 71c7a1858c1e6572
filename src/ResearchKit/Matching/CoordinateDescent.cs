using System.Globalization;
using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>Coordinate descent over the groups of a spec: sweeps in random order, strictly better proposals accepted, several starts.</summary>
/// <param name="spec">The groups.</param>
/// <param name="plan">The steps of a sweep.</param>
/// <param name="options">How to search.</param>
/// <param name="before">The comparison of the models as they are; gains are compared to the product of their norms.</param>
/// <param name="compare">The comparison under an alignment.</param>
/// <param name="progress">Told after every sweep.</param>
/// <param name="cancellationToken">Looked at before every group.</param>
internal sealed class CoordinateDescent(
    PermutationSpec spec,
    DescentPlan plan,
    WeightMatchingOptions options,
    ModelComparison before,
    Func<Alignment, ModelComparison> compare,
    IProgress<ProgressReport>? progress,
    CancellationToken cancellationToken)
{
    private readonly double _least = options.RelativeTolerance * before.ReferenceNorm * before.CandidateNorm;

    /// <summary>Runs every start and keeps the best; a later one must be better by more than the tolerance, so that rounding decides nothing.</summary>
    public SearchOutcome Run(IAlignmentObjective objective)
    {
        SearchOutcome? best = null;
        var values = new double[options.Starts];
        var sweeps = 0;
        for (var start = 0; start < options.Starts; start++)
        {
            var outcome = RunOnce(objective, start);
            values[start] = outcome.Trace[^1];
            sweeps += outcome.Trace.Count - 1;
            if (best is null || values[start] > best.Trace[^1] + _least)
            {
                best = outcome;
            }
        }

        return best! with { StartObjectives = values, TotalSweeps = sweeps };
    }

    private SearchOutcome RunOnce(IAlignmentObjective objective, int start)
    {
        var initial = start > 0 ? Alignment.Random(spec, options.Seed.For("start", start)) : options.WarmStart ?? Alignment.Identity(spec);
        var permutations = plan.Start(initial);
        var value = initial.IsIdentity ? before.Objective : compare(initial).Objective;
        var trace = new List<double> { value };
        var converged = false;
        while (!converged && trace.Count <= options.MaxSweeps)
        {
            var gain = Sweep(objective, permutations, SweepOrder.Create(plan.Steps.Count, options.Seed, start, trace.Count - 1));
            value += gain;
            trace.Add(value);
            converged = gain == 0;
            Report(start, trace);
        }

        return new SearchOutcome(plan.Finish(permutations), trace, converged, start, [], 0, before);
    }

    private double Sweep(IAlignmentObjective objective, int[][] permutations, Permutation order)
    {
        var total = 0.0;
        foreach (var step in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += Take(objective, permutations, plan.Steps[step].Propose(objective, permutations));
        }

        return total;
    }

    /// <summary>Takes the proposals of a step if they gain together; returns the gain.</summary>
    private double Take(IAlignmentObjective objective, int[][] permutations, IReadOnlyList<(int Group, int[] Proposal)> proposals)
    {
        var gain = 0.0;
        var earlier = new List<(int Group, int[] Permutation)>();
        foreach (var (group, proposal) in proposals.Where(proposal => !proposal.Proposal.AsSpan().SequenceEqual(permutations[proposal.Group])))
        {
            gain += objective.Gain(group, permutations, proposal);
            earlier.Add((group, permutations[group]));
            permutations[group] = proposal;
        }

        if (gain > _least)
        {
            return gain;
        }

        foreach (var (group, permutation) in earlier)
        {
            permutations[group] = permutation;
        }

        return 0;
    }

    private void Report(int start, List<double> trace)
    {
        var where = options.Starts > 1 ? $"start {start + 1} of {options.Starts}, " : string.Empty;
        progress?.Report(new ProgressReport(
            "weight matching",
            trace.Count - 1,
            options.MaxSweeps,
            string.Create(CultureInfo.InvariantCulture, $"{where}objective {trace[^1]:G8}")));
    }
}
