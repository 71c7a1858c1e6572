using System.Diagnostics;
using ResearchKit.Connectivity;
using ResearchKit.Matching;
using ResearchKit.Merging;
using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Comparison;

/// <summary>Measures one entry of a comparison on one pair.</summary>
internal sealed class EntryMeasurement(PairBench bench, MethodComparisonOptions options)
{
    public PairOutcome Run(MethodEntry entry, ModelPair pair, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        var alignment = entry.Alignment.Align(pair, cancellationToken);
        if (!alignment.Permutations.Keys.SequenceEqual(pair.Spec.Groups.Keys))
        {
            throw new InvalidOperationException(
                $"Method '{entry.Name}' gave an alignment of the groups {string.Join(", ", alignment.Permutations.Keys)}; the pair has {string.Join(", ", pair.Spec.Groups.Keys)}.");
        }

        var aligned = alignment.Apply(pair.Candidate);
        ModelMerge.Merge(entry.Merge, [pair.Reference, aligned]);
        var seconds = clock.Elapsed.TotalSeconds;
        return new PairOutcome(pair.Seed, Path(entry, pair, aligned, cancellationToken), seconds, StateDicts.Distance(pair.Reference, pair.Candidate, alignment));
    }

    /// <summary>The path through the merged models; its ends are the models themselves, whatever the merge method makes of a weight of 0.</summary>
    private LossCurve Path(MethodEntry entry, ModelPair pair, Dictionary<string, Tensor> aligned, CancellationToken cancellationToken)
    {
        var loss = new ModelLoss(pair.Network, bench.Test, options.BatchSize);
        var lambdas = Enumerable.Range(0, options.Points).Select(i => (double)i / (options.Points - 1)).ToArray();
        var values = new List<Evaluation>();
        foreach (var lambda in lambdas)
        {
            using var scope = NewDisposeScope();
            values.Add(loss.Evaluate(lambda == 0 ? pair.Reference : lambda == 1 ? aligned : Merged(entry, pair, aligned, lambda, cancellationToken), cancellationToken));
        }

        return new LossCurve(lambdas, values);
    }

    private Dictionary<string, Tensor> Merged(MethodEntry entry, ModelPair pair, Dictionary<string, Tensor> aligned, double lambda, CancellationToken cancellationToken)
    {
        var merged = ModelMerge.Merge(entry.Merge, [pair.Reference, aligned], [1 - lambda, lambda]);
        return options.ResetStatistics && pair.Spec.Statistics.Count > 0
            ? BatchNormReset.Reset(pair.Network, merged, pair.Train, cancellationToken: cancellationToken)
            : merged;
    }
}
