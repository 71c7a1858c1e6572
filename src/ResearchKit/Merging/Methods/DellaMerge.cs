using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>DELLA: drop values of each task vector at random, large ones less often, and rescale the rest, then elect signs or add them.</summary>
/// <remarks>
/// In each row (all values of one output unit; a tensor of one axis is one row) magnitudes are ranked 1 to n and a value stays with the probability
/// (density − ε) + 2ε (rank − 1)/(n − 1); in a row of one value with the density. Reference: Deep et al., 2024 (arXiv 2406.11617).
/// </remarks>
public sealed record DellaMerge : TaskVectorMerge
{
    /// <inheritdoc/>
    public override string Name => Signs == SignRule.Elect ? "della" : "della_linear";

    /// <summary>The mean probability with which a value stays, above 0 and at most 1.</summary>
    public PerModel Density { get; init => field = value.Check(MergeGuard.PositiveShare, nameof(Density)); } = 0.5;

    /// <summary>How far the probability of the largest and of the smallest value is from the mean; density − ε must be above 0 and density + ε at most 1.</summary>
    public PerModel Epsilon { get; init => field = value.Check(MergeGuard.Share, nameof(Epsilon)); } = 0.15;

    /// <summary>What is done to the values that stay; <see cref="Rescaling.InverseDensity"/> divides each by its own probability.</summary>
    public Rescaling Rescale { get; init; } = Rescaling.L1;

    /// <summary>What is done where task vectors disagree in sign.</summary>
    public SignRule Signs { get; init; } = SignRule.Elect;

    /// <inheritdoc/>
    protected override SignRule Rule => Signs;

    /// <summary>The probability with which each value of a task vector stays.</summary>
    internal Tensor Probabilities(TaskVector vector)
    {
        var (density, epsilon) = (Density[vector.Model], Epsilon[vector.Model]);
        var shape = vector.Delta.shape;
        var rows = shape.Length < 2 ? vector.Delta.reshape(1, -1) : vector.Delta.reshape(shape[0], -1);
        return ((RowRanks.Relative(rows) * (2 * epsilon)) + (density - epsilon)).reshape(shape);
    }

    /// <inheritdoc/>
    protected override void Check(MergeInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        for (var model = 0; model < input.Tensors.Count; model++)
        {
            var (density, epsilon) = (Density[model], Epsilon[model]);
            if (density - epsilon <= 0 || density + epsilon > 1)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Density is {density} and Epsilon {epsilon}, so that values stay with probabilities from {density - epsilon} to {density + epsilon}; expected numbers above 0 and at most 1."));
            }
        }
    }

    /// <inheritdoc/>
    protected override Tensor Sparsify(TaskVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Delta.numel() == 0)
        {
            return vector.Delta;
        }

        var probabilities = Probabilities(vector);
        return MaskRescaling.Apply(Rescale, vector.Delta, RandomMask.Apply(vector.Delta, probabilities, vector.Seed), probabilities);
    }
}
