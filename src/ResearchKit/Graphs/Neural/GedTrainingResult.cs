namespace ResearchKit.Graphs.Neural;

/// <summary>How a training went, and how good the network is that it left.</summary>
/// <param name="Epochs">The epochs in order.</param>
/// <param name="BestEpoch">The epoch of the smallest validation error, whose parameters the network has; 0 where nothing was trained.</param>
/// <param name="StoppedEarly">Whether the patience ran out before the epochs did.</param>
/// <param name="Test">The scores on the test pairs.</param>
/// <param name="TestPredictions">The prediction for each test pair, in the order of <see cref="GraphPair.AllOf"/>.</param>
public sealed record GedTrainingResult(IReadOnlyList<GedEpoch> Epochs, int BestEpoch, bool StoppedEarly, GedScores Test, IReadOnlyList<double> TestPredictions)
{
    /// <summary>The smallest validation error within the first epochs.</summary>
    /// <param name="epochs">How many epochs count, at least 1.</param>
    /// <returns>The error.</returns>
    /// <exception cref="ArgumentException">There is no epoch.</exception>
    public double BestValidationError(int epochs = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return Epochs.Count == 0 ? throw new ArgumentException("Nothing was trained; expected at least one epoch.", nameof(epochs)) : Epochs.Take(epochs).Min(epoch => epoch.ValidationError);
    }
}
