using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>The inputs of one task in batches, in a new random order each time all have been seen.</summary>
internal sealed class TaskBatches(Tensor inputs, int batchSize, Seed seed)
{
    private readonly int _count = checked((int)inputs.shape[0]);

    /// <summary>The batch of a step; the last inputs of a round that do not fill a batch are left out of it.</summary>
    public Tensor this[int step]
    {
        get
        {
            var size = Math.Min(batchSize, _count);
            var rounds = _count / size;
            var order = Permutation.Random(_count, seed.For("round", step / rounds));
            long[] chosen = [.. Enumerable.Range(step % rounds * size, size).Select(place => (long)order[place])];
            using var numbers = tensor(chosen, [size], ScalarType.Int64);
            return inputs.index_select(0, numbers);
        }
    }
}
