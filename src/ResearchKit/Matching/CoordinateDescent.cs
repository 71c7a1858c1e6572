using System.Globalization;
using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>Coordinate descent over the groups of a spec: sweeps in random order, strictly better proposals accepted, several starts.</summary>
/// <param name="spec">The groups.</param>
/// <param name="options">How to search.</param>
/// <param name="before">The comparison of the models as they are; gains are compared to the product of their norms.</param>
/// <param name="compare">The comparison under an alignment.</param>
/// <param name="progress">Told after every sweep.</param>
/// <param name="cancellationToken">Looked at before every group.</param>
internal sealed class CoordinateDescent(
    PermutationSpec spec,
    WeightMatchingOptions options,
    ModelComparison before,
    Func<Alignment, ModelComparison> compare,
    IProgress<ProgressReport>? progress,
    CancellationToken cancellationToken)
{
    private readonly string[] _groups = [.. spec.Groups.Keys];
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
        var permutations = Array.ConvertAll(_groups, group => initial[group].ToArray());
        var value = initial.IsIdentity ? before.Objective : compare(initial).Objective;
        var trace = new List<double> { value };
        var converged = false;
        while (!converged && trace.Count <= options.MaxSweeps)
        {
            var gain = Sweep(objective, permutations, SweepOrder.Create(_groups.Length, options.Seed, start, trace.Count - 1));
            value += gain;
            trace.Add(value);
            converged = gain == 0;
            Report(start, trace);
        }

        var alignment = new Alignment(spec, _groups.Select((group, index) => KeyValuePair.Create(group, new Permutation(permutations[index]))));
        return new SearchOutcome(alignment, trace, converged, start, [], 0, before);
    }

    private double Sweep(IAlignmentObjective objective, int[][] permutations, Permutation order)
    {
        var total = 0.0;
        foreach (var group in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var proposal = new int[permutations[group].Length];
            objective.Propose(group, permutations, proposal);
            if (proposal.AsSpan().SequenceEqual(permutations[group]))
            {
                continue;
            }

            var gain = objective.Gain(group, permutations, proposal);
            if (gain > _least)
            {
                permutations[group] = proposal;
                total += gain;
            }
        }

        return total;
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
