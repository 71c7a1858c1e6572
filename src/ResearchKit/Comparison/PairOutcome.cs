using ResearchKit.Connectivity;

namespace ResearchKit.Comparison;

/// <summary>What one method did with one pair of networks.</summary>
/// <param name="Seed">The seed of the pair.</param>
/// <param name="Curve">Test loss and accuracy from the reference (λ = 0) through the merged models to the aligned candidate (λ = 1).</param>
/// <param name="Seconds">The wall time of the alignment and of merging once.</param>
/// <param name="Distance">The L2 distance of the reference and the aligned candidate over all tensors but running statistics.</param>
public sealed record PairOutcome(Seed Seed, LossCurve Curve, double Seconds, double Distance)
{
    /// <summary>How far the test loss rises above the line between the models' own losses.</summary>
    public double Barrier => Curve.MaxBarrier;

    /// <summary>The test loss of the model half way.</summary>
    public double MergedLoss => Curve.Merged.Loss;

    /// <summary>The test accuracy of the model half way, from 0 to 1.</summary>
    public double MergedAccuracy => Curve.Merged.Accuracy;
}
