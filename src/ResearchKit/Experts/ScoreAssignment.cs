using System.Runtime.InteropServices;
using ResearchKit.Assignment;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The assignment of largest total score, read straight from a tensor's memory.</summary>
internal static class ScoreAssignment
{
    private static readonly AssignmentOptions Largest = new() { Sense = Sense.Maximize };

    /// <summary>The permutation, its total and the total of the identity.</summary>
    /// <exception cref="ArgumentException">A score is NaN or infinite.</exception>
    public static (Permutation Permutation, double Objective, double Identity) Maximize(Tensor score, string what)
    {
        using var scope = NewDisposeScope();
        var plain = score.contiguous();
        if (!plain.isfinite().all().item<bool>())
        {
            throw new ArgumentException($"the scores of {what} are not all finite: a weight or an activation is NaN, infinite or too large", nameof(score));
        }

        var n = checked((int)plain.shape[0]);
        var result = plain.dtype == ScalarType.Float64
            ? LinearAssignment.Solve(MemoryMarshal.Cast<byte, double>(plain.bytes), n, n, Largest)
            : LinearAssignment.Solve(MemoryMarshal.Cast<byte, float>(plain.bytes), n, n, Largest);
        return (Permutation.Own(result.ColumnOfRow), result.Objective, plain.diagonal(0, 0, 1).sum(ScalarType.Float64).item<double>());
    }
}
