using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>DARE: drop values of each task vector at random and rescale the rest, then add them or elect signs.</summary>
/// <remarks>
/// Each value stays with the probability <see cref="Density"/>. With <see cref="Rescaling.InverseDensity"/> the expectation is the task vector itself (the paper's form);
/// with <see cref="Rescaling.L1"/> its sum of magnitudes is kept. The paper drops 90 to 99 % where fine-tuning moved parameters little (below about 0.005).
/// The mask depends on the seed, the tensor's name and the models' contents alone. Reference: Yu et al., 2024 (arXiv 2311.03099).
/// </remarks>
public sealed record DareMerge : TaskVectorMerge
{
    /// <inheritdoc/>
    public override string Name => Signs == SignRule.Elect ? "dare_ties" : "dare_linear";

    /// <summary>The probability with which a value stays, above 0 and at most 1.</summary>
    public PerModel Density { get; init => field = value.Check(MergeGuard.PositiveShare, nameof(Density)); } = 0.5;

    /// <summary>What is done to the values that stay.</summary>
    public Rescaling Rescale { get; init; } = Rescaling.InverseDensity;

    /// <summary>What is done where task vectors disagree in sign.</summary>
    public SignRule Signs { get; init; }

    /// <inheritdoc/>
    protected override SignRule Rule => Signs;

    /// <inheritdoc/>
    protected override Tensor Sparsify(TaskVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var density = Density[vector.Model];
        if (density >= 1)
        {
            return vector.Delta;
        }

        return MaskRescaling.Apply(Rescale, vector.Delta, RandomMask.Apply(vector.Delta, density, vector.Seed), density);
    }
}
