namespace ResearchKit.Connectivity;

/// <summary>The temperature that makes a classifier's probabilities fit best, and what it changes.</summary>
public sealed record TemperatureResult
{
    /// <summary>T, which scores are divided by; above 1 where the classifier was too sure of itself.</summary>
    public required double Temperature { get; init; }

    /// <summary>Whether the best temperature is an end of the range that was searched, so that a better one may lie outside.</summary>
    public required bool IsAtBound { get; init; }

    /// <summary>The mean cross-entropy at temperature 1.</summary>
    public required double LossBefore { get; init; }

    /// <summary>The mean cross-entropy at the temperature found; never above <see cref="LossBefore"/>.</summary>
    public required double LossAfter { get; init; }

    /// <summary>The expected calibration error at temperature 1.</summary>
    public required double CalibrationErrorBefore { get; init; }

    /// <summary>The expected calibration error at the temperature found.</summary>
    public required double CalibrationErrorAfter { get; init; }
}
