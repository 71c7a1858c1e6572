using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Linear combinations of tensors in a given order.</summary>
internal static class WeightedSum
{
    /// <summary>Σ weight · tensor, terms added in the given order; one tensor of memory beside the result.</summary>
    public static Tensor Of(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights, IReadOnlyList<int> order)
    {
        using var scope = NewDisposeScope();
        var sum = tensors[order[0]] * weights[order[0]];
        foreach (var model in order.Skip(1))
        {
            using var term = tensors[model] * weights[model];
            sum.add_(term);
        }

        return sum.MoveToOuterDisposeScope();
    }
}
