using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Elects one sign for each position and combines the values that have it.</summary>
internal static class Election
{
    // Weights that agree on a position and sum to less than this cancel; the sum is then not divided.
    private const double SmallestShare = 1e-8;

    // A block of each of a few models stays in the first-level cache.
    private const int BlockSize = 1 << 10;

    /// <summary>Σ w δ over the values that have the elected sign; divided by Σ w over them when normalised; times λ and added to a base where one is given.</summary>
    /// <remarks>The elected sign is that of Σ v δ with the ballot weights v, and + where that is 0; a value of exactly 0 never agrees.</remarks>
    public static Tensor Combine(IReadOnlyList<Tensor> deltas, IReadOnlyList<double> weights, IReadOnlyList<double> ballot, bool normalize, Tensor? basis = null, double lambda = 1)
    {
        using var scope = NewDisposeScope();
        Tensor[] packed = [.. deltas.Select(delta => delta.contiguous())];
        var ground = basis?.contiguous();
        return (packed[0].dtype == ScalarType.Float64
            ? Combine<double>([.. packed.Select(delta => new NativeVector<double>(delta))], packed[0], weights, ballot, normalize, ground, lambda)
            : Combine<float>([.. packed.Select(delta => new NativeVector<float>(delta))], packed[0], weights, ballot, normalize, ground, lambda)).MoveToOuterDisposeScope();
    }

    /// <summary>The same of values that are read in blocks, each of them once; a tensor of the shape and type of another.</summary>
    public static Tensor Combine<T>(
        IReadOnlyList<IBlocks<T>> values, Tensor like, IReadOnlyList<double> weights, IReadOnlyList<double> ballot, bool normalize, Tensor? basis, double lambda)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var total = empty_like(like);
        var result = new NativeVector<T>(total);
        var ground = basis is null ? default : new NativeVector<T>(basis);
        var mean = new ElectedMean<T>(
            [.. weights.Select(T.CreateChecked)], [.. ballot.Select(T.CreateChecked)], normalize ? T.CreateChecked(SmallestShare) : T.PositiveInfinity, T.CreateChecked(lambda));
        var blocks = new T[values.Count * BlockSize];
        for (var start = 0L; start < result.Length; start += BlockSize)
        {
            var count = (int)Math.Min(BlockSize, result.Length - start);
            for (var i = 0; i < values.Count; i++)
            {
                values[i].Read(start, blocks.AsSpan(i * BlockSize, count));
            }

            mean.Fill(blocks, BlockSize, basis is null ? [] : ground.Slice(start, count), result.Slice(start, count), result.Length >= WeightedSum.Streamed);
        }

        GC.KeepAlive(basis);
        return total;
    }

    /// <summary>Each tensor with 0 where its sign is not that of Σ δ.</summary>
    public static Tensor[] Erase(IReadOnlyList<Tensor> deltas)
    {
        double[] ballot = [.. deltas.Select(_ => 1.0)];
        return [.. deltas.Select((_, model) => Combine(deltas, [.. deltas.Select((_, other) => other == model ? 1.0 : 0.0)], ballot, normalize: false))];
    }
}
