using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>Wanda: drops in each output row the weights with the smallest |w| times the norm of their input.</summary>
/// <remarks>Scores |W_ij| ‖X_j‖ are compared within a row. Reference: Sun, Liu, Bair and Kolter, A Simple and Effective Pruning Approach for Large Language Models, 2024.</remarks>
public static class WandaPruning
{
    /// <summary>The mask of the weights that stay.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="inputNorm">‖X_j‖, (n), as <see cref="InputStatistics.Norm"/> gives it; any common factor is the same.</param>
    /// <param name="sparsity">The share of each row that goes, 0 to 1; the count is rounded down.</param>
    /// <returns>A bool mask (m, n), true for what stays.</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or a shape or number does not fit.</exception>
    public static Tensor Mask(Tensor weight, Tensor inputNorm, double sparsity)
    {
        using var score = Score(weight, inputNorm);
        return PruningMask.DropLowest(score, PruningMask.Count(weight.shape[1], sparsity, nameof(sparsity)));
    }

    /// <summary>The mask that keeps n of every m consecutive weights of a row.</summary>
    /// <param name="weight">W, (rows, inputs).</param>
    /// <param name="inputNorm">‖X_j‖, one for each input.</param>
    /// <param name="keep">n, for example 2.</param>
    /// <param name="of">m, for example 4; divides the number of inputs.</param>
    /// <returns>A bool mask, true for what stays.</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or a shape or number does not fit.</exception>
    public static Tensor Mask(Tensor weight, Tensor inputNorm, int keep, int of)
    {
        using var score = Score(weight, inputNorm);
        return PruningMask.Groups(score, keep, of);
    }

    /// <summary>|W_ij| ‖X_j‖.</summary>
    /// <param name="weight">W, (m, n).</param>
    /// <param name="inputNorm">‖X_j‖, (n).</param>
    /// <returns>Scores, (m, n), float64.</returns>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or the shapes do not fit.</exception>
    public static Tensor Score(Tensor weight, Tensor inputNorm)
    {
        CompressionGuard.RequireMatrix(weight, nameof(weight));
        CompressionGuard.RequireInputs(weight, inputNorm, nameof(inputNorm));
        using var scope = NewDisposeScope();
        return (weight.detach().to(ScalarType.Float64).abs() * inputNorm.to(ScalarType.Float64).to(weight.device).unsqueeze(0)).MoveToOuterDisposeScope();
    }
}
