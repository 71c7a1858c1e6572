using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Scores of pairs of units by what they give on the same unlabelled inputs.</summary>
/// <remarks>
/// For every node of a group (the outputs of its layers and normalisations, its activations, and in a residual network the sum behind each block) and every batch, −‖z_a − z_b‖ is added to the score of units a and b, in evaluation mode and
/// in double precision. The networks may have different widths. Inputs that are not of the networks' own tasks make the data-free variant. Reference: Nasery et al., PLeaS, 2024
/// (arXiv 2407.02447), section on matching; its released code scores the last batch only, here all of them count.
/// </remarks>
public static class ActivationScores
{
    /// <summary>Measures the scores of every group.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="inputs">Unlabelled inputs, (N, ...).</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <returns>The scores by group.</returns>
    /// <exception cref="ArgumentException">There are no inputs, an option is out of range, or a group shows nothing, or no finite numbers.</exception>
    public static Dictionary<string, ScoreMatrix> Measure(NetworkPair pair, Tensor inputs, ActivationScoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        options ??= new ActivationScoreOptions();
        MergeGuard.AtLeastOne(options.BatchSize, nameof(options.BatchSize));
        InputBatches.Check(inputs);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var recorderA = new NodeRecorder(pair.Reference, pair.ReferenceSpec, options.OnlyAfterActivation);
        using var recorderB = new NodeRecorder(pair.Candidate, pair.CandidateSpec, options.OnlyAfterActivation);
        var sums = new Dictionary<string, Tensor>();
        foreach (var batch in InputBatches.Of(pair.Reference, inputs, options.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var (nodesA, nodesB) = (recorderA.Record(batch), recorderB.Record(batch));
            foreach (var (a, b) in nodesA.Zip(nodesB))
            {
                Add(sums, a.Group, Scores(a.Value, b.Value, options.Kind));
                a.Value.Dispose();
                b.Value.Dispose();
            }

            batch.Dispose();
        }

        return pair.ReferenceSpec.Groups.ToDictionary(group => group.Key, group => Read(sums, group.Key));
    }

    private static Tensor Scores(Tensor a, Tensor b, ActivationScoreKind kind)
    {
        var cross = a.matmul(b.t()); // (units of A, units of B)
        return kind == ActivationScoreKind.InnerProduct
            ? cross
            : -(a.square().sum(1L).unsqueeze(1) + b.square().sum(1L).unsqueeze(0) - (cross * 2)).relu().sqrt();
    }

    private static void Add(Dictionary<string, Tensor> sums, string group, Tensor scores)
    {
        if (sums.TryGetValue(group, out var sum))
        {
            sum.add_(scores);
        }
        else
        {
            sums.Add(group, scores.MoveToOuterDisposeScope());
        }
    }

    private static ScoreMatrix Read(Dictionary<string, Tensor> sums, string group)
    {
        if (!sums.TryGetValue(group, out var sum))
        {
            throw new ArgumentException($"Group '{group}' shows no activations: none of its layers ran, and the network does not show its activations.");
        }

        return isfinite(sum).all().ToBoolean()
            ? new ScoreMatrix((int)sum.shape[0], (int)sum.shape[1], sum.contiguous().data<double>().ToArray())
            : throw new ArgumentException($"The activations of group '{group}' hold NaN or infinite elements.");
    }
}
