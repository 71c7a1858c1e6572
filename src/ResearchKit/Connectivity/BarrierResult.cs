namespace ResearchKit.Connectivity;

/// <summary>The path between two models on training and test images.</summary>
/// <param name="Train">The curve on the training images, or null when none were given.</param>
/// <param name="Test">The curve on the test images, or null when none were given.</param>
public sealed record BarrierResult(LossCurve? Train, LossCurve? Test)
{
    /// <summary>The temperature of every position, or empty when scores were not calibrated.</summary>
    public IReadOnlyList<double> Temperatures { get; init; } = [];
}
