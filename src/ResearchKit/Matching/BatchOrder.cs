using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>The order in which a search takes batches: one is held out to compare alignments, the others are shuffled anew for every round.</summary>
internal sealed class BatchOrder
{
    private readonly int[] _training;
    private readonly Seed _seed;

    public BatchOrder(int batchCount, int? validation, Seed seed)
    {
        if (validation is { } given && (uint)given >= (uint)batchCount)
        {
            throw new ArgumentOutOfRangeException(nameof(validation), given, $"The loss has batches 0 to {batchCount - 1}.");
        }

        Validation = validation ?? batchCount - 1;
        _training = batchCount > 1 ? [.. Enumerable.Range(0, batchCount).Where(batch => batch != Validation)] : [0];
        _seed = seed;
    }

    /// <summary>The batch that is held out; the only one where there is only one.</summary>
    public int Validation { get; }

    /// <summary>The batch of a step.</summary>
    public int this[int step] => _training[Permutation.Random(_training.Length, _seed.For("round", step / _training.Length))[step % _training.Length]];
}
