using ResearchKit.Merging.Methods;
using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Spherical interpolation of tensors that are read twice: once for the angle, once for the sum.</summary>
/// <remarks>Sums go over the same blocks in the same order as <see cref="SlerpMerge"/> takes them, so that both give the same bits.</remarks>
internal static class PieceSlerp
{
    /// <summary>The weighted sum that the interpolation comes to, and its factors.</summary>
    public static (IMergeMethod Method, double[] Factors) Resolve(SlerpMerge slerp, PlannedTensor tensor, PieceReaders pieces, int piece)
    {
        var (first, second, product) = (0.0, 0.0, 0.0);
        for (var start = 0L; start < tensor.Count; start += piece)
        {
            using var scope = NewDisposeScope();
            var (a, b) = pieces.ReadPair(start);
            for (var block = 0L; block < a.numel(); block += NativeVector<float>.BlockSize)
            {
                var count = Math.Min(NativeVector<float>.BlockSize, a.numel() - block);
                var (x, y) = (a.narrow(0, block, count), b.narrow(0, block, count));
                first += Reductions.Dot(x, x);
                second += Reductions.Dot(y, y);
                product += Reductions.Dot(x, y);
            }
        }

        var input = new MergeInput { Name = tensor.Name, Tensors = [], Weights = tensor.Weights };
        return (new LinearMerge { Normalize = false }, slerp.Factors(input, Math.Sqrt(first) * Math.Sqrt(second), product));
    }
}
