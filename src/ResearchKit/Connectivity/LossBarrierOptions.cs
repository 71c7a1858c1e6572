using ResearchKit.Data;

namespace ResearchKit.Connectivity;

/// <summary>How <see cref="LossBarrier"/> walks along a path.</summary>
public sealed record LossBarrierOptions
{
    /// <summary>Positions from 0 to 1, evenly spaced; odd, so that 1/2 is one of them, and at least 3.</summary>
    public int Points { get; init; } = 25;

    /// <summary>Images a forward pass; at least 1.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Whether the path is the arc between the models instead of the line.</summary>
    public bool Spherical { get; init; }

    /// <summary>Images from which batch-normalisation statistics are set anew at every position strictly between the ends, or null to interpolate them.</summary>
    public LabelledImages? BatchNormResetData { get; init; }

    /// <summary>
    /// Images on which the scores of every position are given their best temperature (<see cref="TemperatureCalibration"/>) before the loss is taken, or null to take scores as they are. The
    /// ends are calibrated too, so that a barrier does not shrink because the ends were too sure of themselves.
    /// </summary>
    public LabelledImages? CalibrationData { get; init; }
}
